package hookline.benchmarks.accuracy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects the results as Markdown: what Hookline reaches beside its targets, and what others report of the same. */
final class AccuracyTable {
    private static final String HEAD = """
            | texts | secrets found | clean touched | precision | target | met |
            |---|---|---|---|---|---|
            """;
    private static final String COMPARISON = """

            | texts | scanner | secrets reported | clean reported | precision |
            |---|---|---|---|---|
            """;

    private final List<String> rows = new ArrayList<>();
    private final List<String> compared = new ArrayList<>();
    private boolean met = true;

    void add(String texts, Tally tally, Goal goal) {
        boolean reached = goal.isMet(tally);
        met &= reached;
        rows.add(line(texts, tally.found(), tally.clean(), tally.precision(), goal.text(), reached ? "yes" : "**no**"));
    }

    void add(CleanSource source, double most) {
        boolean reached = source.perMegabyte() <= most;
        met &= reached;
        rows.add(line(
                String.format(Locale.ROOT, "source code, %.1f MB (%s)", source.megabytes(), source.name()),
                "",
                String.format(Locale.ROOT, "%.2f redactions per MB", source.perMegabyte()),
                "",
                "at most " + most + " per MB",
                reached ? "yes" : "**no**"));
    }

    /** Says in the table that something could not be measured; then no page is written. */
    void addMissing(String texts, String reason) {
        met = false;
        rows.add(line(texts, "not measured: " + reason, "", "", "", "**no**"));
    }

    void compare(String texts, String scanner, Tally tally) {
        compared.add(line(texts, scanner, tally.found(), tally.clean(), tally.precision()));
    }

    /** Says in the table that there is nothing to compare with. */
    void compareNothing(String reason) {
        met = false;
        compared.add(line("all", "others", "not measured: " + reason, "", ""));
    }

    boolean isMet() {
        return met;
    }

    String markdown(String machine) {
        StringBuilder table = new StringBuilder(HEAD);
        rows.forEach(row -> table.append(row).append('\n'));
        if (!compared.isEmpty()) {
            table.append(COMPARISON);
            compared.forEach(row -> table.append(row).append('\n'));
        }
        return table.append('\n').append(machine).append(".\n").toString();
    }

    private static String line(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
