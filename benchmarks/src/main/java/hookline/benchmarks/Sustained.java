package hookline.benchmarks;

import hookline.benchmarks.RunningPipeline.Moment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How fast events are processed while they are produced, by one processor and by four, next to a bare loop that reads
 * and commits as many bytes; and whether a processor's memory grows meanwhile.
 */
final class Sustained implements Scenario {
    /** Within it, two readings of one process differ anyway. */
    private static final Target NO_GROWTH = Target.ratioAtMost(1.05);

    private static final int PROCESSORS = 4;
    private static final int TURNS = 3;

    private final int warmUp;
    private final int events;

    /**
     * Prepares the scenario.
     *
     * @param warmUp how many are not counted
     * @param events how many are
     */
    Sustained(int warmUp, int events) {
        this.warmUp = warmUp;
        this.events = events;
    }

    @Override
    public String name() {
        return "sustained";
    }

    @Override
    public List<Figure> run(Workplace place, Progress progress) throws Exception {
        progress.say("producing and processing " + events + " events");
        Memory memory = new Memory();
        double processed = produceAndProcess(place, memory);
        progress.say("reading and committing as many, and nothing else");
        double bare = readAndCommit(place);
        progress.say("processing by four, then by one of them");
        return List.of(
                Figure.compared("produce and process", Unit.PER_SECOND, processed, bare, Target.ratioAtLeast(0.4)),
                fourNextToOne(place),
                Figure.compared(
                        "processor's memory, last third next to the first",
                        Unit.MEGABYTES,
                        memory.last(),
                        memory.first(),
                        NO_GROWTH));
    }

    private double produceAndProcess(Workplace place, Memory memory) throws Exception {
        try (RunningPipeline<BenchmarkRedis> pipeline = RunningPipeline.at(place, "one")) {
            HooklineProcess processor = pipeline.addProcessor();
            try (HooklineProcess producer = SealedProducer.keepUp(place, pipeline.settings())) {
                Moment begun = pipeline.await(warmUp, committed -> producer.requireAlive());
                Moment done = pipeline.await(warmUp + events, committed -> {
                    producer.requireAlive();
                    memory.add(committed - warmUp, ResidentMemory.megabytes(processor.pid()));
                });
                return begun.perSecondUntil(done);
            }
        }
    }

    /** In turns, since all of them get faster the longer they run. */
    private Figure fourNextToOne(Workplace place) throws Exception {
        try (RunningPipeline<BenchmarkRedis> pipeline = RunningPipeline.at(place, "four")) {
            pipeline.addProcessor();
            List<HooklineProcess> others = new ArrayList<>();
            for (int i = 1; i < PROCESSORS; i++) {
                others.add(pipeline.addProcessor());
            }
            try (HooklineProcess producer = SealedProducer.keepUp(place, pipeline.settings())) {
                // Each of them has to see enough to be compiled.
                pipeline.await((long) PROCESSORS * warmUp, committed -> producer.requireAlive());
                double four = 0;
                double one = 0;
                for (int turn = 0; turn < TURNS; turn++) {
                    four += perSecond(pipeline, producer) / TURNS;
                    for (HooklineProcess other : others) {
                        other.freeze();
                    }
                    one += perSecond(pipeline, producer) / TURNS;
                    for (HooklineProcess other : others) {
                        other.thaw();
                    }
                }
                return Figure.compared(
                        "produce and process, four processors next to one",
                        Unit.PER_SECOND,
                        four,
                        one,
                        Target.ratioAtLeast(1));
            }
        }
    }

    private double perSecond(RunningPipeline<BenchmarkRedis> pipeline, HooklineProcess producer) throws Exception {
        Moment begun = pipeline.now();
        Moment done = pipeline.await(begun.committed() + events / (2 * TURNS), committed -> producer.requireAlive());
        return begun.perSecondUntil(done);
    }

    private double readAndCommit(Workplace place) throws Exception {
        try (RunningPipeline<BenchmarkRedis> pipeline = RunningPipeline.at(place, "bare")) {
            pipeline.fill(warmUp + events + BareLoop.BATCH);
            try (BareLoop loop = new BareLoop(pipeline.redis())) {
                return loop.perSecond(warmUp, events);
            }
        }
    }

    /** The resident size of a process, the median of its readings in each third. */
    private final class Memory {
        private final List<Double> first = new ArrayList<>();
        private final List<Double> last = new ArrayList<>();

        void add(long done, double megabytes) {
            if (done <= events / 3) {
                first.add(megabytes);
            } else if (done >= events - events / 3) {
                last.add(megabytes);
            }
        }

        double first() {
            return median(first);
        }

        double last() {
            return median(last);
        }

        private static double median(List<Double> readings) {
            Collections.sort(readings);
            return readings.isEmpty() ? 0 : readings.get(readings.size() / 2);
        }
    }
}
