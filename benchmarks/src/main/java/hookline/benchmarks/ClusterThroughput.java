package hookline.benchmarks;

import hookline.benchmarks.RunningPipeline.Moment;
import java.util.List;

/** How fast events are processed while they are produced on a cluster of three primaries, next to one server. */
final class ClusterThroughput implements Scenario {
    private static final int PRIMARIES = 3;

    private final int warmUp;
    private final int events;

    /**
     * Prepares the scenario.
     *
     * @param warmUp how many are not counted
     * @param events how many are
     */
    ClusterThroughput(int warmUp, int events) {
        this.warmUp = warmUp;
        this.events = events;
    }

    @Override
    public String name() {
        return "cluster";
    }

    @Override
    public List<Figure> run(Workplace place, Progress progress) throws Exception {
        progress.say("producing and processing " + events + " events on three primaries");
        double cluster = perSecond(
                RunningPipeline.on(BenchmarkCluster.start(place, "cluster", PRIMARIES), place, "three"), place);
        progress.say("the same on one server");
        double single = perSecond(RunningPipeline.at(place, "one"), place);
        return List.of(Figure.compared(
                "produce and process on three primaries, next to one server",
                Unit.PER_SECOND,
                cluster,
                single,
                Target.ratioAtLeast(1)));
    }

    private double perSecond(RunningPipeline<?> started, Workplace place) throws Exception {
        try (RunningPipeline<?> pipeline = started) {
            pipeline.addProcessor();
            try (HooklineProcess producer = SealedProducer.keepUp(place, pipeline.settings())) {
                Moment begun = pipeline.await(warmUp, committed -> producer.requireAlive());
                return begun.perSecondUntil(pipeline.await(warmUp + events, committed -> producer.requireAlive()));
            }
        }
    }
}
