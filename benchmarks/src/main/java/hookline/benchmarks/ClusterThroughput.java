package hookline.benchmarks;

import hookline.benchmarks.RunningPipeline.Look;
import hookline.benchmarks.RunningPipeline.Moment;
import java.io.IOException;
import java.util.List;

/** How fast events are processed while they are produced on a cluster of three primaries, next to one server. */
final class ClusterThroughput implements Scenario {
    private static final int PRIMARIES = 3;
    private static final int PRODUCERS = 2;

    /** Of each producer, so that no partition runs dry. */
    private static final int LEAD = 8_192;

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

    /** One alone waits for the replies of three servers most of its time. */
    private static HooklineProcess producer(Workplace place, RunningPipeline<?> pipeline) throws IOException {
        return SealedProducer.keepAhead(place, pipeline.settings(), PRODUCERS, LEAD);
    }

    private double perSecond(RunningPipeline<?> started, Workplace place) throws Exception {
        try (RunningPipeline<?> pipeline = started) {
            pipeline.addProcessor();
            try (HooklineProcess first = producer(place, pipeline);
                    HooklineProcess second = producer(place, pipeline)) {
                Look bothLive = committed -> {
                    first.requireAlive();
                    second.requireAlive();
                };
                Moment begun = pipeline.await(warmUp, bothLive);
                return begun.perSecondUntil(pipeline.await(warmUp + events, bothLive));
            }
        }
    }
}
