package hookline.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures Hookline next to what else could take its events through the same stages. */
@Command(
        name = "benchmarks/run comparison",
        description = {
            "Measures how fast Hookline, Spring Data Redis and Kafka Streams take sealed events of 1 KB through the",
            "same stages, store and publish them, as a Markdown table."
        },
        footer = {"", "Example:", "  benchmarks/run comparison --runs 1"},
        mixinStandardHelpOptions = true)
final class Comparison implements Callable<Integer> {
    private static final int WARM_UP = 60_000;
    private static final String TABLE = "comparison";
    private static final String HEAD = """
            | | events | Hookline in the same run | ratio (lowest to highest) | what holds for an event |
            |---|---|---|---|---|
            """;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "5", description = "how often; default: 5")
    private int runs;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "200000",
            description = "of each, behind 60000 to warm up; default: 200000")
    private int events;

    @Option(names = "--write", paramLabel = "FILE", description = "also replace the table in this page")
    private @Nullable Path page;

    private final Contender hookline = new HooklineContender();
    private final List<Contender> others = List.of(
            new SpringContender(),
            new KafkaContender(KafkaProcessing.EXACTLY_ONCE),
            new KafkaContender(KafkaProcessing.AT_LEAST_ONCE));

    @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields before it runs a command.
    Comparison() {}

    public static void main(String[] arguments) {
        Benchmarks.run(new Comparison(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        if (page != null) {
            ResultsTable.requirePlace(page, TABLE);
        }
        Path checkout = Path.of(System.getProperty("hookline.checkout", "."));
        Path target = checkout.resolve("benchmarks").resolve("target");
        List<String> launcher = List.of(checkout.resolve("hookline").toString());
        String machine;
        try (Workplace place = Workplace.under(target, launcher);
                BenchmarkRedis redis = BenchmarkRedis.start(place, "version")) {
            machine = Machine.describe(redis.version(), runs);
        }
        List<Figure> figures = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            Progress progress = Progress.to(System.err).of(TABLE, run, runs);
            double own = measure(hookline, target, launcher, progress);
            figures.add(Figure.alone(hookline.name(), Unit.PER_SECOND, own, Target.NONE));
            for (Contender other : others) {
                double measured = measure(other, target, launcher, progress);
                figures.add(Figure.compared(other.name(), Unit.PER_SECOND, measured, own, Target.NONE));
            }
        }
        String table = table(Row.of(figures), machine);
        System.out.print(table);
        if (page != null) {
            ResultsTable.write(page, TABLE, table);
        }
        return 0;
    }

    private double measure(Contender contender, Path target, List<String> launcher, Progress progress)
            throws Exception {
        progress.say(contender.name());
        try (Workplace place = Workplace.under(target, launcher)) {
            double measured = contender.perSecond(place, WARM_UP, events);
            progress.say(contender.name() + ": " + Unit.PER_SECOND.text(measured));
            return measured;
        } catch (IOException e) {
            throw new IOException(contender.name() + " cannot be measured: " + e.getMessage(), e);
        }
    }

    private String table(List<Row> rows, String machine) {
        StringBuilder table = new StringBuilder(HEAD);
        table.append(rows.get(0).comparison())
                .append(" | ")
                .append(hookline.guarantee())
                .append(" |\n");
        for (int i = 0; i < others.size(); i++) {
            table.append(rows.get(1 + i).comparison())
                    .append(" | ")
                    .append(others.get(i).guarantee())
                    .append(" |\n");
        }
        return table.append('\n').append(machine).append(".\n").toString();
    }
}
