package hookline.system.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Adds up what the runs of each fault came to, prints it, and writes it between the two marks of
 * its name in the file that a property names.
 */
final class ReliabilityTable {
    private final String name;
    private final String duration;
    private final Map<String, Row> rows = new LinkedHashMap<>();

    /**
     * An empty one.
     *
     * @param duration what its last column says
     */
    ReliabilityTable(String name, String duration) {
        this.name = name;
        this.duration = duration;
    }

    private record Row(
            int times, long events, long refused, long lost, long repeated, long republished, Duration longest) {
        Row and(Row other) {
            return new Row(
                    times + other.times,
                    events + other.events,
                    refused + other.refused,
                    lost + other.lost,
                    repeated + other.repeated,
                    republished + other.republished,
                    longest.compareTo(other.longest) > 0 ? longest : other.longest);
        }
    }

    void add(String fault, int times, Findings findings, Duration longest) {
        rows.merge(
                fault,
                new Row(
                        times,
                        findings.fired(),
                        findings.refused(),
                        findings.lost(),
                        findings.repeated() + findings.relogged(),
                        findings.republished(),
                        longest),
                Row::and);
    }

    void write() throws IOException {
        String table =
                "| fault | times | events | refused | lost | stored twice | announced twice | " + duration + " |\n"
                        + "|---|---|---|---|---|---|---|---|\n"
                        + rows.entrySet().stream()
                                .map(row -> line(row.getKey(), row.getValue()))
                                .collect(Collectors.joining());
        System.out.print(table);
        String named = System.getProperty("hookline.faults.table", "");
        if (!named.isEmpty()) {
            Path file = Path.of(named);
            String text = Files.readString(file);
            String begin = "<!-- faults " + name + ": begin -->\n";
            String end = "<!-- faults " + name + ": end -->";
            Files.writeString(
                    file,
                    text.substring(0, text.indexOf(begin) + begin.length())
                            + table
                            + text.substring(text.indexOf(end)));
        }
    }

    private static String line(String fault, Row row) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %,d | %,d | %,d | %,d | %,d | %.1f s |%n",
                fault,
                row.times,
                row.events,
                row.refused,
                row.lost,
                row.repeated,
                row.republished,
                row.longest.toMillis() / 1e3);
    }
}
