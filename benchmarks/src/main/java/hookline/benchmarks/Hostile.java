package hookline.benchmarks;

import hookline.benchmarks.JmhRun.Effort;
import hookline.benchmarks.jmh.HostileBenchmark;
import hookline.benchmarks.jmh.HostileText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.util.Statistics;

/**
 * What hostile texts of 1 MB cost the redaction, next to a quarter of each: four times as much is linear.
 *
 * <p>The growth is that of the fastest calls, which other work on the machine has disturbed least.
 */
final class Hostile implements Scenario {
    private static final int LARGE = 1 << 20;
    private static final int SMALL = LARGE / 4;

    /** Under {@value} ms a fixed cost hides how a text's cost grows. */
    private static final double WORTH_COMPARING = 1;

    private final Effort effort;
    private final List<HostileText> texts;

    Hostile(Effort effort, List<HostileText> texts) {
        this.effort = effort;
        this.texts = List.copyOf(texts);
    }

    @Override
    public String name() {
        return "hostile";
    }

    @Override
    public List<Figure> run(Workplace place, Progress progress) throws IOException {
        progress.say(texts.size() + " texts of 1 MB and of 256 KB");
        JmhRun run = JmhRun.counted(
                HostileBenchmark.class,
                effort,
                texts.stream().map(Enum::name).toArray(String[]::new),
                Stream.of(LARGE, SMALL).map(String::valueOf).toArray(String[]::new));
        List<Figure> figures = new ArrayList<>();
        Figure steepest = null;
        for (HostileText text : texts) {
            Statistics large = run.calls(text.name(), String.valueOf(LARGE));
            Statistics small = run.calls(text.name(), String.valueOf(SMALL));
            figures.add(Figure.compared(
                    "hostile, 1 MB of `" + text.text() + "`",
                    Unit.MILLIS,
                    large.getPercentile(50),
                    small.getPercentile(50),
                    Target.atMost(30, Unit.MILLIS)));
            Figure growth = Figure.compared(
                    "hostile, steepest growth from 256 KB to 1 MB",
                    Unit.MILLIS,
                    large.getMin(),
                    small.getMin(),
                    Target.ratioAtMost(6));
            if (small.getMin() >= WORTH_COMPARING && (steepest == null || growth.ratio() > steepest.ratio())) {
                steepest = growth;
            }
        }
        if (steepest != null) {
            figures.add(steepest);
        }
        return figures;
    }
}
