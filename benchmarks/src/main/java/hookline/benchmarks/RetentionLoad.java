package hookline.benchmarks;

import hookline.benchmarks.RunningPipeline.Moment;
import hookline.benchmarks.SlowCommands.Slowest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What a retention run over many events does to the pipeline beside it: to its speed, and to how long Redis is held by
 * one command.
 */
final class RetentionLoad implements Scenario {
    /** Older than this are the events to remove, and hardly any of those that come meanwhile. */
    private static final Duration AGE = Duration.ofSeconds(3);

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int SHARE_ALONE = 5;
    private static final double SECONDS_A_DAY = Duration.ofDays(1).toSeconds();

    private final int stored;
    private final int warmUp;
    private final int events;

    /**
     * Prepares the scenario.
     *
     * @param stored events to remove
     * @param warmUp events that are processed before and not counted
     * @param events that are processed without retention, to compare with
     */
    RetentionLoad(int stored, int warmUp, int events) {
        this.stored = stored;
        this.warmUp = warmUp;
        this.events = events;
    }

    @Override
    public String name() {
        return "retention";
    }

    @Override
    public List<Figure> run(Workplace place, Progress progress) throws Exception {
        try (RunningPipeline<BenchmarkRedis> pipeline = RunningPipeline.at(place, "home")) {
            progress.say("storing " + stored + " events");
            try (BareLoop loop = new BareLoop(pipeline.redis())) {
                loop.commit((stored + BareLoop.BATCH - 1) / BareLoop.BATCH);
            }
            SlowCommands slow = SlowCommands.of(pipeline.redis());
            List<Figure> figures = new ArrayList<>();
            Pace age = new Pace(System.nanoTime() + AGE.toNanos(), AGE);
            pipeline.addProcessor();
            try (HooklineProcess producer = SealedProducer.keepUp(place, pipeline.settings())) {
                progress.say("producing and processing without retention");
                Moment begun = pipeline.await(pipeline.now().committed() + warmUp, unused -> producer.requireAlive());
                Moment done = pipeline.await(begun.committed() + events, unused -> producer.requireAlive());
                age.await();
                slow.forget();
                Set<String> pipelineClients = slow.clients();
                progress.say("removing, beside it");
                Removal removal = remove(place, pipeline);
                Slowest own = slow.slowestWithout(pipelineClients);
                Slowest any = slow.slowest();
                progress.say("slowest command of retention: " + own.command() + "; of anybody: " + any.command());
                figures.addAll(beside(removal, begun.perSecondUntil(done), own.millis(), any.millis()));
            }
            pipeline.endProcessors();
            progress.say("removing, with nothing beside it");
            figures.add(alone(place, pipeline, slow, progress));
            return figures;
        }
    }

    /** How fast events went, and how fast others were committed meanwhile. */
    private record Removal(double removedPerSecond, double committedPerSecond) {}

    /** What holds Redis up here is retention itself, and no processor that waits for a core. */
    private Figure alone(
            Workplace place, RunningPipeline<BenchmarkRedis> pipeline, SlowCommands slow, Progress progress)
            throws Exception {
        try (BareLoop loop = new BareLoop(pipeline.redis())) {
            loop.commit(stored / SHARE_ALONE / BareLoop.BATCH + 1);
        }
        new Pace(System.nanoTime() + AGE.toNanos(), AGE).await();
        slow.forget();
        try (HooklineProcess retention = startRetention(place, pipeline)) {
            retention.awaitEnd(LIMIT);
        }
        Slowest own = slow.slowest();
        progress.say("slowest command of retention alone: " + own.command());
        return Figure.alone(
                String.format(Locale.ROOT, "retention of %,d events, its slowest command alone", stored / SHARE_ALONE),
                Unit.MILLIS,
                own.millis(),
                Target.under(5, Unit.MILLIS));
    }

    private static HooklineProcess startRetention(Workplace place, RunningPipeline<BenchmarkRedis> pipeline)
            throws IOException {
        Map<String, String> settings = new HashMap<>(pipeline.settings());
        settings.put("HOOKLINE_RETENTION_DAYS", String.format(Locale.ROOT, "%.7f", AGE.toSeconds() / SECONDS_A_DAY));
        settings.put("HOOKLINE_DEDUPE_WINDOW", "1s");
        return HooklineProcess.start(place, settings, "retention", "--once");
    }

    private Removal remove(Workplace place, RunningPipeline<BenchmarkRedis> pipeline)
            throws IOException, InterruptedException {
        long size = pipeline.redis().connection().sync().dbsize();
        Moment begun = pipeline.now();
        try (HooklineProcess retention = startRetention(place, pipeline)) {
            Moment done = begun;
            while (retention.isAlive()) {
                done = pipeline.await(done.committed() + 1, unused -> {});
            }
            retention.requireEndedWell();
            long went = size
                    + done.committed()
                    - begun.committed()
                    - pipeline.redis().connection().sync().dbsize();
            if (went < stored) {
                throw new IOException("Only " + went + " of " + stored + " events were removed");
            }
            double seconds = (done.nanos() - begun.nanos()) / (double) TimeUnit.SECONDS.toNanos(1);
            return new Removal(went / seconds, begun.perSecondUntil(done));
        }
    }

    private List<Figure> beside(Removal removal, double undisturbed, double slowest, double slowestOfAll) {
        String name = String.format(Locale.ROOT, "retention of %,d events, ", stored);
        return List.of(
                Figure.compared(
                        name + "the pipeline beside it",
                        Unit.PER_SECOND,
                        removal.committedPerSecond(),
                        undisturbed,
                        Target.ratioAtLeast(0.8)),
                Figure.compared(
                        name + "its slowest command", Unit.MILLIS, slowest, slowestOfAll, Target.under(5, Unit.MILLIS)),
                Figure.alone(name + "events removed", Unit.PER_SECOND, removal.removedPerSecond(), Target.NONE));
    }
}
