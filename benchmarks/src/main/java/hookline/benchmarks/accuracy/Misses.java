package hookline.benchmarks.accuracy;

import hookline.benchmarks.texts.LabelledText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Remembers what was missed or wrongly touched, by where it stands and never by what it says. Not thread-safe. */
final class Misses {
    private final List<String> lines = new ArrayList<>();
    private final Map<String, int[]> groups = new LinkedHashMap<>();

    /** One text of a file, by its line. */
    void add(LabelledText text, Judgement judgement) {
        if (text.secret() && !judgement.found()) {
            lines.add((judgement.touched() ? "missed in part" : "missed") + "\t" + text.id() + "\t" + text.group());
        } else if (!text.secret() && judgement.touched()) {
            lines.add("false alarm\t" + text.id() + "\t" + String.join(" ", new TreeSet<>(judgement.rules())));
        }
    }

    /** One of many generated texts, which are counted by their group. */
    void count(LabelledText text, Judgement judgement) {
        int[] counts = groups.computeIfAbsent(
                (text.secret() ? "missed" : "false alarm") + "\t" + text.group(), group -> new int[2]);
        counts[0] += (text.secret() ? judgement.found() : judgement.touched()) == text.secret() ? 0 : 1;
        counts[1]++;
    }

    /** The groups of generated texts in which anything went wrong, the worst first. */
    List<String> groups() {
        return groups.entrySet().stream()
                .filter(group -> group.getValue()[0] > 0)
                .sorted((one, other) -> share(other.getValue()) - share(one.getValue()))
                .map(group -> group.getKey() + "\t" + group.getValue()[0] + " of " + group.getValue()[1])
                .toList();
    }

    void write(Path file) throws IOException {
        List<String> all = new ArrayList<>(lines);
        all.addAll(groups());
        Files.write(file, all);
    }

    private static int share(int[] counts) {
        return counts[0] * 10_000 / counts[1];
    }
}
