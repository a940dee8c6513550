package hookline.benchmarks;

import hookline.benchmarks.JmhRun.Effort;
import hookline.benchmarks.jmh.RedactionBenchmark;
import java.io.IOException;
import java.util.List;

/** How fast a session's events are redacted and what that allocates, next to parsing and writing them with Jackson. */
final class RedactionSpeed implements Scenario {
    private static final double BYTES_A_MEGABYTE = 1e6;
    private static final double MILLIS_A_SECOND = 1e3;

    private final Effort effort;

    RedactionSpeed(Effort effort) {
        this.effort = effort;
    }

    @Override
    public String name() {
        return "redaction-speed";
    }

    @Override
    public List<Figure> run(Workplace place, Progress progress) throws IOException {
        progress.say(RedactionBenchmark.EVENTS + " events, redacted, and only parsed and written");
        JmhRun run = JmhRun.timed(RedactionBenchmark.class, effort);
        double megabytes = RedactionBenchmark.bytes() / BYTES_A_MEGABYTE;
        return List.of(
                Figure.compared(
                        "redaction of a session, one core",
                        Unit.MEGABYTES_PER_SECOND,
                        megabytes * MILLIS_A_SECOND / run.median("redact"),
                        megabytes * MILLIS_A_SECOND / run.median("parseAndWrite"),
                        Target.ratioAtLeast(0.3)),
                Figure.compared(
                        "redaction of a session, memory allocated per size",
                        Unit.MEGABYTES,
                        run.allocatedBytes("redact") / BYTES_A_MEGABYTE,
                        megabytes,
                        Target.ratioAtMost(3)));
    }
}
