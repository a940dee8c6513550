package hookline.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a demo run came to.
 *
 * @param hookMicros what each hook call took its caller, in µs
 * @param arrivalMillis from each hook firing to its message on the channel, in ms
 * @param leaks how often a planted secret was found, by place
 */
record DemoSummary(
        int sent,
        int published,
        long stored,
        long deadLettered,
        long redacted,
        int planted,
        Map<String, Integer> leaks,
        List<Long> hookMicros,
        List<Long> arrivalMillis) {

    boolean isGood() {
        return published == sent && stored == sent && deadLettered == 0 && leaks.isEmpty();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(row("events sent", sent));
        lines.add(row("published", published));
        lines.add(row("stored", stored));
        lines.add(row("dead-lettered", deadLettered));
        lines.add(row("secrets redacted", redacted));
        lines.add(row(
                        "planted secrets found",
                        leaks.values().stream().mapToInt(Integer::intValue).sum())
                + (planted == 0
                        ? "  (none to look for)"
                        : "  (of " + planted + ", in Redis, the append-only file, the channel and the logs)"));
        leaks.forEach((place, count) -> lines.add("  LEAK in " + place + ": " + count));
        lines.add(String.format(
                Locale.ROOT,
                "%-24s%.1f ms median, %.1f ms 99th percentile",
                "a hook call took",
                percentile(hookMicros, 50) / 1_000.0,
                percentile(hookMicros, 99) / 1_000.0));
        lines.add(String.format(
                Locale.ROOT,
                "%-24s%d ms median, %d ms 99th percentile",
                "from hook to channel",
                percentile(arrivalMillis, 50),
                percentile(arrivalMillis, 99)));
        lines.add(isGood() ? "All arrived, nothing leaked." : "NOT all well: see above.");
        return lines;
    }

    private static String row(String name, long value) {
        return String.format(Locale.ROOT, "%-24s%d", name, value);
    }

    /** Nearest rank. */
    static long percentile(List<Long> values, int percent) {
        if (values.isEmpty()) {
            return 0;
        }
        List<Long> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.ceil(percent / 100.0 * sorted.size()) - 1);
    }
}
