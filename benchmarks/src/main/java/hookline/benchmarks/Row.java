package hookline.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * One figure over all runs: the medians, each taken by itself, so that the ratio is that of a run and not of two.
 *
 * @param runs never empty
 */
record Row(List<Figure> runs) {
    Row {
        runs = List.copyOf(runs);
    }

    /** Puts the figures of all runs together by their names, in the order in which these first came. */
    static List<Row> of(List<Figure> figures) {
        Map<String, List<Figure>> byName = new LinkedHashMap<>();
        for (Figure figure : figures) {
            byName.computeIfAbsent(figure.name(), name -> new ArrayList<>()).add(figure);
        }
        return byName.values().stream().map(Row::new).toList();
    }

    boolean isMet() {
        return target().reached().test(target().ofRatio() ? median(Figure::ratio) : median(Figure::measured));
    }

    /** A line of the table. */
    String line() {
        return String.join(
                " | ",
                comparison(),
                target().text(),
                (target().equals(Target.NONE) ? "" : isMet() ? "yes" : "**no**") + " |");
    }

    /** The beginning of a line, up to the ratio. */
    String comparison() {
        Unit unit = runs.get(0).unit();
        boolean compared = runs.get(0).reference().isPresent();
        return String.join(
                " | ",
                "| " + runs.get(0).name(),
                unit.text(median(Figure::measured)),
                compared ? unit.text(median(figure -> figure.reference().orElse(0))) : "",
                compared ? ratio() : "");
    }

    private Target target() {
        return runs.get(0).target();
    }

    private String ratio() {
        double[] sorted = sorted(Figure::ratio);
        return String.format(
                Locale.ROOT, "%.2f (%.2f to %.2f)", median(Figure::ratio), sorted[0], sorted[sorted.length - 1]);
    }

    private double median(ToDoubleFunction<Figure> value) {
        double[] sorted = sorted(value);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private double[] sorted(ToDoubleFunction<Figure> value) {
        return runs.stream().mapToDouble(value).sorted().toArray();
    }
}
