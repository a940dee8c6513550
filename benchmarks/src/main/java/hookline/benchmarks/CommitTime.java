package hookline.benchmarks;

import java.util.Arrays;
import java.util.List;

/** How long a commit of 64 events takes whoever calls it, from the call until the reply is read. */
final class CommitTime implements Scenario {
    private final int warmUp;
    private final int commits;

    /**
     * Prepares the scenario.
     *
     * @param warmUp how many are not counted
     * @param commits how many are
     */
    CommitTime(int warmUp, int commits) {
        this.warmUp = warmUp;
        this.commits = commits;
    }

    @Override
    public String name() {
        return "commit";
    }

    @Override
    public List<Figure> run(Workplace place, Progress progress) throws Exception {
        progress.say(commits + " commits of " + BareLoop.BATCH + " events");
        try (BenchmarkRedis redis = BenchmarkRedis.start(place, "redis");
                BareLoop loop = new BareLoop(redis)) {
            long[] nanos = loop.commit(warmUp + commits);
            Percentiles counted = Percentiles.of(Arrays.copyOfRange(nanos, warmUp, nanos.length));
            String name = "commit of " + BareLoop.BATCH + " events, ";
            return List.of(
                    Figure.alone(name + "median", Unit.MILLIS, counted.median(), Target.NONE),
                    Figure.alone(name + "99th percentile", Unit.MILLIS, counted.p99(), Target.under(5, Unit.MILLIS)));
        }
    }
}
