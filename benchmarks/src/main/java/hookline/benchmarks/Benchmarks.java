package hookline.benchmarks;

import hookline.benchmarks.JmhRun.Effort;
import hookline.benchmarks.jmh.HostileText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
            "  benchmarks/run accuracy --help"
        },
        mixinStandardHelpOptions = true)
public final class Benchmarks implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "what to measure: hook-call, post-hook, drain, hook-to-channel, agent-memory,"
                    + " redaction-speed, stages, hostile; all if none")
    private List<String> names = List.of();

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
        List<Scenario> scenarios = chosen();
        if (page != null) {
            ResultsTable.requirePlace(page);
        }
        Path checkout = Path.of(System.getProperty("hookline.checkout", "."));
        Path target = checkout.resolve("benchmarks").resolve("target");
        List<String> hookline = List.of(checkout.resolve("hookline").toString());
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
            ResultsTable.write(page, table);
        }
        return whole && rows.stream().allMatch(Row::isMet) ? 0 : 1;
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

    private List<Scenario> chosen() {
        if (runs < 1) {
            throw new ParameterException(spec.commandLine(), "--runs has to be at least 1.");
        }
        if (page != null && !names.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--write replaces the whole table, so it takes no names.");
        }
        List<Scenario> all = all();
        List<String> known = all.stream().map(Scenario::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(), "'" + name + "' is none of " + String.join(", ", known) + ".");
            }
        }
        return all.stream()
                .filter(scenario -> names.isEmpty() || names.contains(scenario.name()))
                .toList();
    }

    private static List<Scenario> all() {
        Path redisCli = ProgramPath.find("redis-cli").orElse(Path.of("redis-cli"));
        return List.of(
                new HookCalls(redisCli, 500, 100_000),
                new PostHook(AgentHookServer::start, 1_000, 10, 3),
                new Drain(100_000),
                new HookToChannel(200, 4_000, 12_000),
                new AgentMemory(1_000_000, Duration.ofSeconds(10)),
                new RedactionSpeed(new Effort(4, 7, TimeValue.seconds(1))),
                new Stages(new Effort(4, 7, TimeValue.seconds(1))),
                new Hostile(new Effort(15, 15, TimeValue.NONE), List.of(HostileText.values())));
    }
}
