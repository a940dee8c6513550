package hookline.benchmarks;

import hookline.benchmarks.JmhRun.Effort;
import hookline.processor.StagesBenchmark;
import java.io.IOException;
import java.util.List;

/** What all stages of the processor take for one event of 1 KB, next to parsing and writing it with Jackson. */
final class Stages implements Scenario {
    private final Effort effort;

    Stages(Effort effort) {
        this.effort = effort;
    }

    @Override
    public String name() {
        return "stages";
    }

    @Override
    public List<Figure> run(Workplace place, Progress progress) throws IOException {
        progress.say("an event of 1 KB, opened, validated, redacted, encrypted and written");
        JmhRun run = JmhRun.timed(StagesBenchmark.class, effort);
        return List.of(Figure.compared(
                "all stages, event of 1 KB",
                Unit.MICROS,
                run.median("stages"),
                run.median("parseAndWrite"),
                Target.ratioAtMost(6)));
    }
}
