package hookline.benchmarks.accuracy;

import hookline.benchmarks.Benchmarks;
import hookline.benchmarks.Machine;
import hookline.benchmarks.ResultsTable;
import hookline.benchmarks.Workplace;
import hookline.benchmarks.texts.GeneratedTexts;
import hookline.benchmarks.texts.LabelledFile;
import hookline.benchmarks.texts.LabelledText;
import hookline.processor.redact.SecretRedaction;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures how much of what is secret the redaction finds; exit code 0 only when every target is met. */
@Command(
        name = "benchmarks/run accuracy",
        description = {
            "Measures how many secrets the redaction finds, and how much else it touches: in labelled texts of",
            "yours, in texts made up from providers' descriptions, and in source code without secrets."
        },
        footer = {
            "",
            "A labelled file has a JSON object a line: text, label (secret or clean), and where known rule, and secret:",
            "the part that is one, which then has to be replaced to its last character.",
            "",
            "Exit code 0 when every target is met, 1 when one is missed or something could not be measured, 2 wrong usage.",
            "",
            "Examples:",
            "  benchmarks/run accuracy",
            "  benchmarks/run accuracy labelled/ --found 80 --clean 100 --precision 90 --misses misses.tsv"
        },
        mixinStandardHelpOptions = true)
public final class Accuracy implements Callable<Integer> {
    private static final Goal GENERATED = new Goal(99, 100, 0);
    private static final double SOURCE_MOST = 5;
    private static final int SHOWN = 40;

    @Parameters(paramLabel = "FOLDER|FILE", arity = "0..*", description = "labelled texts, *.jsonl or *.jsonl.gz")
    private List<Path> labelled = List.of();

    @Option(
            names = "--found",
            paramLabel = "PERCENT",
            defaultValue = "95",
            description = "target for them; default: 95")
    private double found;

    @Option(
            names = "--clean",
            paramLabel = "PERCENT",
            defaultValue = "15",
            description = "target for them; default: 15")
    private double clean;

    @Option(names = "--precision", paramLabel = "PERCENT", defaultValue = "0", description = "target; default: none")
    private double precision;

    @Option(names = "--instances", paramLabel = "N", defaultValue = "200", description = "of each kind; default: 200")
    private int instances;

    @Option(
            names = "--source",
            paramLabel = "FOLDER|ZIP",
            description = "code without secrets; default: the JDK's lib/src.zip")
    private @Nullable Path source;

    @Option(names = "--write", paramLabel = "FILE", description = "also replace the tables in this page")
    private @Nullable Path page;

    @Option(names = "--misses", paramLabel = "FILE", description = "write where something was missed, without its text")
    private @Nullable Path missesFile;

    private final SecretRedaction redaction = SecretRedaction.standard();
    private final AccuracyTable table = new AccuracyTable();
    private final Misses misses = new Misses();
    private final Map<String, List<LabelledText>> toCompare = new LinkedHashMap<>();

    @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields before it runs a command.
    Accuracy() {}

    public static void main(String[] arguments) {
        Benchmarks.run(new Accuracy(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        if (page != null) {
            ResultsTable.requirePlace(page);
        }
        for (Path path : labelled) {
            for (Path file : LabelledFile.in(path)) {
                say(file.getFileName().toString());
                measureFile(file);
            }
        }
        say("generated texts, " + instances + " of each kind");
        measureGenerated("generated: providers' tokens", GeneratedTexts::tokens, 2);
        measureGenerated("generated: other secrets and lookalikes", GeneratedTexts::others, 10);
        measureSource();
        compare();
        if (missesFile != null) {
            misses.write(missesFile);
        }
        misses.groups().stream().limit(SHOWN).forEach(Accuracy::say);
        String markdown = table.markdown(Machine.describe());
        System.out.print(markdown);
        if (page != null) {
            ResultsTable.write(page, markdown);
        }
        return table.isMet() ? 0 : 1;
    }

    private void measureFile(Path file) throws IOException {
        String name = file.getFileName().toString();
        List<LabelledText> texts = LabelledFile.read(file);
        Tally tally = new Tally();
        for (LabelledText text : texts) {
            Judgement judgement = judge(text);
            tally.add(text.secret(), judgement.touched(), judgement.found());
            misses.add(text, judgement);
        }
        table.add(name, tally, new Goal(found, clean, precision));
        toCompare.put(name, texts);
    }

    private void measureGenerated(String name, Generation generation, int compared) throws IOException {
        Tally tally = new Tally();
        generation.make(instances, text -> {
            Judgement judgement = judge(text);
            tally.add(text.secret(), judgement.touched(), judgement.found());
            misses.count(text, judgement);
        });
        table.add(name, tally, GENERATED);
        List<LabelledText> sample = new ArrayList<>();
        generation.make(compared, sample::add);
        toCompare.put(name + ", " + compared + " of each", sample);
    }

    private void measureSource() throws IOException {
        Optional<Path> from = source == null ? CleanSource.ofJdk() : Optional.of(source);
        if (from.isEmpty()) {
            table.addMissing("source code", "this JDK has no lib/src.zip; name another with --source");
            return;
        }
        say("source code");
        CleanSource read = CleanSource.read(redaction, from.get());
        table.add(read, SOURCE_MOST);
        read.rules().entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(10)
                .forEach(rule -> say("in source code: " + rule.getKey() + " " + rule.getValue()));
    }

    private void compare() throws IOException, InterruptedException {
        Path checkout = Path.of(System.getProperty("hookline.checkout", "."));
        try (Workplace place = Workplace.under(checkout.resolve("benchmarks/target"), List.of())) {
            say("scanners from npm");
            NpmScanners scanners = NpmScanners.install(checkout.resolve("benchmarks/npm"), place);
            for (Map.Entry<String, List<LabelledText>> set : toCompare.entrySet()) {
                compareWith(scanners, set.getKey(), set.getValue());
            }
        } catch (IOException e) {
            say("NOTHING IS COMPARED: " + e.getMessage());
            table.compareNothing(String.valueOf(e.getMessage()));
        }
    }

    private void compareWith(NpmScanners scanners, String name, List<LabelledText> texts)
            throws IOException, InterruptedException {
        List<Boolean> ours = new ArrayList<>();
        texts.forEach(text -> ours.add(judge(text).touched()));
        Map<String, List<Boolean>> verdicts = new LinkedHashMap<>();
        verdicts.put("Hookline", ours);
        verdicts.putAll(scanners.scan(texts));
        verdicts.forEach((scanner, reported) -> {
            Tally tally = new Tally();
            for (int i = 0; i < texts.size(); i++) {
                tally.add(texts.get(i).secret(), reported.get(i), reported.get(i));
            }
            table.compare(name, scanner, tally);
        });
    }

    private Judgement judge(LabelledText text) {
        if (Thread.currentThread().isInterrupted()) {
            throw new UncheckedIOException(new InterruptedIOException("stopped"));
        }
        return Judgement.of(redaction, text);
    }

    private static void say(String what) {
        System.err.println("benchmarks: accuracy: " + what);
    }

    /** Makes so many texts of each kind. */
    private interface Generation {
        void make(int instances, Consumer<LabelledText> to) throws IOException;
    }
}
