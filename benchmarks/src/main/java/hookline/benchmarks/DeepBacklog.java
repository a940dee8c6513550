package hookline.benchmarks;

import hookline.benchmarks.RunningPipeline.Moment;
import java.util.List;
import java.util.Locale;

/**
 * How fast a processor works off a deep backlog, next to a bare loop that reads and commits as deep in it; and whether
 * the last tenth goes as fast as the first.
 */
final class DeepBacklog implements Scenario {
    private static final int TENTHS = 10;

    private final int warmUp;
    private final int events;

    /**
     * Prepares the scenario.
     *
     * @param warmUp how many are not counted
     * @param events how many are
     */
    DeepBacklog(int warmUp, int events) {
        this.warmUp = warmUp;
        this.events = events;
    }

    @Override
    public String name() {
        return "backlog";
    }

    @Override
    public List<Figure> run(Workplace place, Progress progress) throws Exception {
        try (RunningPipeline<BenchmarkRedis> pipeline = RunningPipeline.at(place, "home")) {
            progress.say("appending " + events + " events");
            int tenth = events / TENTHS;
            pipeline.fill(warmUp + tenth + 2 * BareLoop.BATCH + warmUp + events);
            progress.say("reading and committing a tenth as many, and nothing else");
            double bare;
            try (BareLoop loop = new BareLoop(pipeline.redis())) {
                bare = loop.perSecond(warmUp, tenth);
            }
            progress.say("processing the others");
            long before = pipeline.now().committed() + warmUp;
            pipeline.addProcessor();
            Moment begun = pipeline.await(before, unused -> {});
            Moment first = pipeline.await(before + tenth, unused -> {});
            Moment last = pipeline.await(before + events - tenth, unused -> {});
            Moment done = pipeline.await(before + events, unused -> {});
            String name = String.format(Locale.ROOT, "backlog of %,d events", events);
            return List.of(
                    Figure.compared(name, Unit.PER_SECOND, begun.perSecondUntil(done), bare, Target.ratioAtLeast(0.4)),
                    Figure.compared(
                            name + ", last tenth next to the first",
                            Unit.PER_SECOND,
                            last.perSecondUntil(done),
                            begun.perSecondUntil(first),
                            Target.ratioAtLeast(0.9)));
        }
    }
}
