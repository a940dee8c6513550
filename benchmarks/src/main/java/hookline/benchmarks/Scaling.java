package hookline.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Says what so many developers need, from what an event costs; a calculation, in which nothing is measured.
 *
 * <p>The defaults of what an event costs are the measured figures of {@code docs/explanation/performance.md}.
 */
@Command(
        name = "benchmarks/run scaling",
        description = "Calculates what so many developers need of Redis and processors, from what an event costs.",
        footer = {"", "Example:", "  benchmarks/run scaling 250 --retention-days 7 --events-a-second 1"},
        mixinStandardHelpOptions = true)
public final class Scaling implements Callable<Integer> {
    private static final double MICROS = 1e6;
    private static final double GIGABYTE = 1e9;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DEVELOPERS", arity = "0..*", description = "how many; 10, 1000 and 100000 if none")
    private List<Integer> developers = List.of(10, 1_000, 100_000);

    @Option(
            names = "--events-a-second",
            defaultValue = "2",
            description =
                    "of one developer at the busiest hour; default: 2, of three sessions with a tool call each three"
                            + " seconds")
    private double eventsASecond;

    @Option(names = "--events-a-day", defaultValue = "20000", description = "of one developer; default: 20000")
    private double eventsADay;

    @Option(names = "--retention-days", defaultValue = "30", description = "default: 30")
    private double retentionDays;

    @Option(
            names = "--redis-micros",
            defaultValue = "45",
            description =
                    "what an event costs the one thread of Redis; default: 45, of appending, reading, committing and"
                            + " publishing it")
    private double redisMicros;

    @Option(
            names = "--processor-micros",
            defaultValue = "60",
            description = "what it costs a core of a processor; default: 60")
    private double processorMicros;

    @Option(
            names = "--redis-bytes",
            defaultValue = "2560",
            description = "what Redis holds of an event of 1 KB; default: 2560")
    private double redisBytes;

    @Option(
            names = "--load",
            defaultValue = "0.5",
            description = "how much of a thread may be in use at the busiest hour; default: 0.5")
    private double load;

    @Option(names = "--redis-gigabytes", defaultValue = "32", description = "memory of one Redis server; default: 32")
    private double redisGigabytes;

    @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields before it runs a command.
    Scaling() {}

    public static void main(String[] arguments) {
        Benchmarks.run(new Scaling(), arguments);
    }

    @Override
    public Integer call() {
        if (developers.stream().anyMatch(count -> count < 1) || load <= 0 || load > 1 || redisGigabytes <= 0) {
            throw new ParameterException(
                    spec.commandLine(), "Developers and gigabytes have to be above 0, and --load between 0 and 1.");
        }
        System.out.println("| developers | events a second, at most | Redis' thread | Redis' memory | processor cores"
                + " | primaries | the first limit |");
        System.out.println("|---|---|---|---|---|---|---|");
        developers.forEach(count -> System.out.println(row(count)));
        return 0;
    }

    /** One line of the table. */
    String row(int count) {
        double peak = count * eventsASecond;
        double thread = peak * redisMicros / MICROS;
        double memory = count * eventsADay * retentionDays * redisBytes / GIGABYTE;
        long cores = (long) Math.max(1, Math.ceil(peak * processorMicros / MICROS / load));
        long byThread = (long) Math.max(1, Math.ceil(thread / load));
        long byMemory = (long) Math.max(1, Math.ceil(memory / redisGigabytes));
        long primaries = Math.max(byThread, byMemory);
        String limit = primaries == 1 ? "none: one server does" : byMemory > byThread ? "memory" : "Redis' thread";
        return String.format(
                Locale.ROOT,
                "| %,d | %,.0f | %,.1f %% | %,.0f GB | %,d | %,d | %s |",
                count,
                peak,
                100 * thread,
                memory,
                cores,
                primaries,
                limit);
    }
}
