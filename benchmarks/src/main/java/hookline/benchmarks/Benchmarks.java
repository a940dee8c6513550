package hookline.benchmarks;

import hookline.benchmarks.JmhRun.Effort;
import hookline.benchmarks.jmh.HostileText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures what is asked for and prints it as a table; exit code 0 only when every target is met. */
@Command(
        name = "benchmarks/run",
        description = "Measures speed and memory next to what they are compared with, as a Markdown table.",
        footer = {
            "",
            "Exit code 0 when every target is met, 1 when one is missed or nothing could be measured, 2 wrong usage.",
            "",
            "Examples:",
            "  benchmarks/run",
            "  benchmarks/run hook-call drain --runs 1",
            "  benchmarks/run delivery --events 100000",
            "  benchmarks/run accuracy --help"
        },
        mixinStandardHelpOptions = true)
public final class Benchmarks implements Callable<Integer> {
    private static final String DELIVERY = "delivery";
    private static final int TENTHS = 10;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "what to measure: hook-call, post-hook, drain, hook-to-channel, agent-memory,"
                    + " redaction-speed, stages, hostile; or delivery: sustained, commit, redis-memory, retention,"
                    + " backlog, cluster; all if none")
    private List<String> names = List.of();

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "how many agent-memory ships, retention removes and a backlog has; default: 1000000")
    private int events;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "5", description = "how often; default: 5")
    private int runs;

    @Option(names = "--write", paramLabel = "FILE", description = "also replace the table in this page")
    private @Nullable Path page;

    @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields before it runs a command.
    Benchmarks() {}

    public static void main(String[] arguments) {
        run(new Benchmarks(), arguments);
    }

    /** Runs a command in this thread, which Ctrl-C interrupts so that it can clean up, and ends the JVM. */
    public static void run(Callable<Integer> benchmarks, String[] arguments) {
        EndOnSignal signal = EndOnSignal.of(Thread.currentThread());
        int code = new CommandLine(benchmarks)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    System.err.println("benchmarks: " + (signal.isUnderWay() ? "stopped" : failure.getMessage()));
                    if (!signal.isUnderWay() && !(failure instanceof IOException)) {
                        failure.printStackTrace();
                    }
                    return 1;
                })
                .execute(arguments);
        if (signal.release()) {
            System.exit(code);
        }
    }

    @Override
    public Integer call() throws Exception {
        Map<String, List<Scenario>> tables = chosen();
        if (page != null) {
            for (String table : tables.keySet()) {
                ResultsTable.requirePlace(page, table);
            }
        }
        Path checkout = Path.of(System.getProperty("hookline.checkout", "."));
        Path target = checkout.resolve("benchmarks").resolve("target");
        List<String> hookline = List.of(checkout.resolve("hookline").toString());
        boolean met = true;
        for (Map.Entry<String, List<Scenario>> table : tables.entrySet()) {
            met &= measure(table.getKey(), table.getValue(), target, hookline);
        }
        return met ? 0 : 1;
    }

    /** Returns whether all could be measured and every target was met. */
    private boolean measure(String name, List<Scenario> scenarios, Path target, List<String> hookline)
            throws Exception {
        Progress progress = Progress.to(System.err);
        String machine;
        try (Workplace place = Workplace.under(target, hookline);
                BenchmarkRedis redis = BenchmarkRedis.start(place, "version")) {
            machine = Machine.describe(redis.version(), runs);
        }
        List<Figure> figures = new ArrayList<>();
        boolean whole = true;
        for (Scenario scenario : scenarios) {
            whole &= measure(scenario, target, hookline, progress, figures);
        }
        List<Row> rows = Row.of(figures);
        String table = ResultsTable.of(rows, machine);
        System.out.print(table);
        if (page != null && whole) {
            ResultsTable.write(page, name, table);
        }
        return whole && rows.stream().allMatch(Row::isMet);
    }

    /** Returns whether it could be measured; what cannot be costs nobody the figures of the others. */
    private boolean measure(
            Scenario scenario, Path target, List<String> hookline, Progress progress, List<Figure> figures)
            throws Exception {
        for (int run = 1; run <= runs; run++) {
            Progress ofRun = progress.of(scenario.name(), run, runs);
            try (Workplace place = Workplace.under(target, hookline)) {
                List<Figure> measured = scenario.run(place, ofRun);
                Row.of(measured).forEach(row -> ofRun.say(row.line()));
                figures.addAll(measured);
            } catch (IOException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                ofRun.say("this cannot be measured, and no page is written: " + e.getMessage());
                return false;
            }
        }
        return true;
    }

    /** The scenarios by the table that they stand in. */
    private Map<String, List<Scenario>> chosen() {
        if (runs < 1) {
            throw new ParameterException(spec.commandLine(), "--runs has to be at least 1.");
        }
        if (events < TENTHS) {
            throw new ParameterException(spec.commandLine(), "--events has to be at least " + TENTHS + ".");
        }
        Map<String, List<Scenario>> all = new LinkedHashMap<>();
        all.put(ResultsTable.BENCHMARKS, costs());
        all.put(DELIVERY, delivery());
        List<String> known = Stream.concat(
                        Stream.of(DELIVERY),
                        all.values().stream().flatMap(List::stream).map(Scenario::name))
                .toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(), "'" + name + "' is none of " + String.join(", ", known) + ".");
            }
        }
        if (page != null && !List.of(DELIVERY).containsAll(names)) {
            throw new ParameterException(
                    spec.commandLine(), "--write replaces whole tables, so it takes no name but " + DELIVERY + ".");
        }
        Map<String, List<Scenario>> chosen = new LinkedHashMap<>();
        all.forEach((table, scenarios) -> {
            List<Scenario> ofTable = scenarios.stream()
                    .filter(scenario -> names.isEmpty() || names.contains(table) || names.contains(scenario.name()))
                    .toList();
            if (!ofTable.isEmpty()) {
                chosen.put(table, ofTable);
            }
        });
        return chosen;
    }

    private List<Scenario> costs() {
        Path redisCli = ProgramPath.find("redis-cli").orElse(Path.of("redis-cli"));
        return List.of(
                new HookCalls(redisCli, 500, 100_000),
                new PostHook(AgentHookServer::start, 1_000, 10, 3),
                new Drain(100_000),
                new HookToChannel(200, 4_000, 12_000),
                new AgentMemory(events, Duration.ofSeconds(10)),
                new RedactionSpeed(new Effort(4, 7, TimeValue.seconds(1))),
                new Stages(new Effort(4, 7, TimeValue.seconds(1))),
                new Hostile(new Effort(15, 15, TimeValue.NONE), List.of(HostileText.values())));
    }

    private List<Scenario> delivery() {
        return List.of(
                new Sustained(60_000, 300_000),
                new CommitTime(500, 2_000),
                new RedisMemory(100_000),
                new RetentionLoad(events, 60_000, 200_000),
                new DeepBacklog(60_000, events),
                new ClusterThroughput(60_000, 300_000));
    }
}
