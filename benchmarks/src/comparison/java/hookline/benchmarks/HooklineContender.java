package hookline.benchmarks;

import hookline.benchmarks.RunningPipeline.Moment;

/** Hookline's own processor, next to which the others stand. */
final class HooklineContender implements Contender {
    @Override
    public String name() {
        return "Hookline";
    }

    @Override
    public String guarantee() {
        return "stored, logged, published and acknowledged in one step; a second delivery changes nothing; pub/sub"
                + " reaches who listens, the log who comes later";
    }

    @Override
    public double perSecond(Workplace place, int warmUp, int events) throws Exception {
        try (RunningPipeline<BenchmarkRedis> pipeline = RunningPipeline.at(place, "hookline")) {
            pipeline.fill(warmUp + events);
            pipeline.addProcessor();
            Moment begun = pipeline.await(warmUp, unused -> {});
            return begun.perSecondUntil(pipeline.await(warmUp + events, unused -> {}));
        }
    }
}
