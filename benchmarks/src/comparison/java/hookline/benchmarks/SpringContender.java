package hookline.benchmarks;

import hookline.benchmarks.RunningPipeline.Moment;

/** Spring Data Redis with a listener of ours, on the streams and keys that Hookline uses. */
final class SpringContender implements Contender {
    @Override
    public String name() {
        return "Spring Data Redis, `StreamMessageListenerContainer`";
    }

    @Override
    public String guarantee() {
        return "at least once: an event is acknowledged after it was stored, one by one, so a crash in between stores"
                + " and publishes it again; what a dead consumer held waits until somebody writes what claims it";
    }

    @Override
    public double perSecond(Workplace place, int warmUp, int events) throws Exception {
        try (RunningPipeline<BenchmarkRedis> pipeline = RunningPipeline.at(place, "spring")) {
            pipeline.fill(warmUp + events);
            try (HooklineProcess listener = HooklineProcess.ofClass(
                    place,
                    pipeline.settings(),
                    SpringListener.class,
                    Integer.toString(pipeline.redis().port()))) {
                Moment begun = pipeline.await(warmUp, unused -> listener.requireAlive());
                return begun.perSecondUntil(pipeline.await(warmUp + events, unused -> listener.requireAlive()));
            }
        }
    }
}
