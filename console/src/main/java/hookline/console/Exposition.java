package hookline.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What processes show at {@code /metrics}, in the text format of Prometheus 0.0.4
 * (https://prometheus.io/docs/instrumenting/exposition_formats/): samples by name.
 */
final class Exposition {
    /** Nothing at all. */
    static final Exposition EMPTY = new Exposition(Map.of());

    private static final int MOST_SAMPLES = 20_000;

    private final Map<String, List<Sample>> samples;

    private Exposition(Map<String, List<Sample>> samples) {
        this.samples = samples;
    }

    /** One measured value. */
    record Sample(Map<String, String> labels, double value) {
        Sample {
            labels = Map.copyOf(labels);
        }
    }

    /** Reads what can be read; a line that is something else is passed over, and so is what comes behind 20,000. */
    static Exposition parse(String text) {
        Map<String, List<Sample>> samples = new HashMap<>();
        text.lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .limit(MOST_SAMPLES)
                .forEach(line -> addTo(samples, line));
        return new Exposition(samples);
    }

    /** All samples of several processes. */
    static Exposition joined(List<Exposition> parts) {
        Map<String, List<Sample>> all = new HashMap<>();
        parts.forEach(part -> part.samples.forEach((name, some) ->
                all.computeIfAbsent(name, unknown -> new ArrayList<>()).addAll(some)));
        return new Exposition(all);
    }

    /** Of no sample it is 0. */
    double sum(String name) {
        return of(name).stream().mapToDouble(Sample::value).sum();
    }

    boolean has(String name) {
        return samples.containsKey(name);
    }

    /** Sums by the values of one label. */
    Map<String, Double> by(String name, String label) {
        Map<String, Double> sums = new TreeMap<>();
        of(name).forEach(sample -> sums.merge(sample.labels.getOrDefault(label, ""), sample.value, Double::sum));
        return sums;
    }

    private List<Sample> of(String name) {
        return samples.getOrDefault(name, List.of());
    }

    private static void addTo(Map<String, List<Sample>> samples, String line) {
        int brace = line.indexOf('{');
        int space = line.indexOf(' ');
        boolean labelled = brace >= 0 && (space < 0 || brace < space);
        int end = labelled ? brace : space;
        if (end <= 0) {
            return;
        }
        Map<String, String> labels = new HashMap<>();
        int at = labelled ? readLabels(line, brace + 1, labels) : end;
        String value = at < 0 ? "" : line.substring(at).strip().split(" ", 2)[0];
        try {
            samples.computeIfAbsent(line.substring(0, end), unknown -> new ArrayList<>())
                    .add(new Sample(labels, number(value)));
        } catch (NumberFormatException e) {
            // A line that is no sample says nothing, and the others still do.
            return;
        }
    }

    private static double number(String value) {
        return switch (value) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(value);
        };
    }

    /** Returns where the value begins, or -1 where the labels do not end. */
    private static int readLabels(String line, int from, Map<String, String> labels) {
        int at = from;
        while (at < line.length() && line.charAt(at) != '}') {
            int equals = line.indexOf("=\"", at);
            if (equals < 0) {
                return -1;
            }
            StringBuilder value = new StringBuilder();
            int i = equals + 2;
            while (i < line.length() && line.charAt(i) != '"') {
                boolean escaped = line.charAt(i) == '\\' && i + 1 < line.length();
                char c = line.charAt(escaped ? i + 1 : i);
                value.append(escaped && c == 'n' ? '\n' : c);
                i += escaped ? 2 : 1;
            }
            labels.put(line.substring(at, equals).strip(), value.toString());
            at = i + 1;
            while (at < line.length() && (line.charAt(at) == ',' || line.charAt(at) == ' ')) {
                at++;
            }
        }
        return at < line.length() ? at + 1 : -1;
    }
}
