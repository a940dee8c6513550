package hookline.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Runs the benchmarks of one class by JMH, each in one JVM of its own, and knows what came out. */
final class JmhRun {
    private final Collection<RunResult> results;

    private JmhRun(Collection<RunResult> results) {
        this.results = results;
    }

    /** Repeats each for some seconds after a warm-up. */
    static JmhRun timed(Class<?> benchmarks, Effort effort) throws IOException {
        return run(options(benchmarks, effort).warmupTime(effort.time()).measurementTime(effort.time()));
    }

    /** Calls each a few times, once for every value of the parameters. */
    static JmhRun counted(Class<?> benchmarks, Effort effort, String[] texts, String[] sizes) throws IOException {
        return run(options(benchmarks, effort).param("text", texts).param("characters", sizes));
    }

    /** What one operation takes in the unit of the benchmark: the median, which a burst of other work leaves alone. */
    double median(String benchmark) throws IOException {
        return only(benchmark).getPrimaryResult().getStatistics().getPercentile(50);
    }

    /** How long the calls with these parameters took. */
    Statistics calls(String text, String size) throws IOException {
        return results.stream()
                .filter(result -> result.getParams().getParam("text").equals(text)
                        && result.getParams().getParam("characters").equals(size))
                .findFirst()
                .orElseThrow(() -> new IOException("JMH has no result for " + text))
                .getPrimaryResult()
                .getStatistics();
    }

    /** How many bytes one operation allocates. */
    double allocatedBytes(String benchmark) throws IOException {
        RunResult run = only(benchmark);
        for (String name : run.getSecondaryResults().keySet()) {
            Result<?> result = run.getSecondaryResults().get(name);
            if (result != null && name.endsWith("gc.alloc.rate.norm")) {
                return result.getScore();
            }
        }
        throw new IOException("this JVM does not count what it allocates");
    }

    private RunResult only(String benchmark) throws IOException {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith("." + benchmark))
                .findFirst()
                .orElseThrow(() -> new IOException("JMH has no result for " + benchmark));
    }

    private static ChainedOptionsBuilder options(Class<?> benchmarks, Effort effort) {
        return new OptionsBuilder()
                .include("^" + benchmarks.getName().replace(".", "\\.") + "\\.")
                .forks(1)
                .threads(1)
                .warmupIterations(effort.warmUp())
                .measurementIterations(effort.measured())
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
    }

    private static JmhRun run(ChainedOptionsBuilder options) throws IOException {
        try {
            return new JmhRun(new Runner(options.build()).run());
        } catch (RunnerException e) {
            throw new IOException("JMH failed: " + Arrays.toString(e.getSuppressed()) + " " + e.getMessage(), e);
        }
    }

    /**
     * How long is measured.
     *
     * @param time of an iteration
     */
    record Effort(int warmUp, int measured, TimeValue time) {}
}
