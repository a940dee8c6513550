package hookline.benchmarks.accuracy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import hookline.benchmarks.ProgramPath;
import hookline.benchmarks.Workplace;
import hookline.benchmarks.texts.LabelledText;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Secret scanners from npm, asked about the same texts: whether they report anything in them.
 *
 * <p>They are installed into the run's own folder, in the versions of {@code benchmarks/npm}, without their scripts.
 */
final class NpmScanners {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final List<String> FILES = List.of("package.json", "package-lock.json", ".npmrc", "scan.mjs");

    private final Path sources;
    private final Path folder;

    private NpmScanners(Path sources, Path folder) {
        this.sources = sources;
        this.folder = folder;
    }

    /**
     * Installs them.
     *
     * @throws IOException where npm is not there or cannot get them
     */
    static NpmScanners install(Path sources, Workplace place) throws IOException, InterruptedException {
        for (String program : List.of("npm", "node")) {
            if (ProgramPath.find(program).isEmpty()) {
                throw new IOException(program + " is not on the PATH");
            }
        }
        NpmScanners scanners = new NpmScanners(sources, place.resolve("npm"));
        Files.createDirectory(scanners.folder);
        for (String file : FILES) {
            Files.copy(sources.resolve(file), scanners.folder.resolve(file));
        }
        scanners.run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        return scanners;
    }

    /** Whether each scanner, by its name and version, reports anything in each of the texts, in their order. */
    Map<String, List<Boolean>> scan(List<LabelledText> texts) throws IOException, InterruptedException {
        Path input = folder.resolve("texts.jsonl");
        Path output = folder.resolve("verdicts.tsv");
        write(texts, input);
        run("node", "scan.mjs", input.toString(), output.toString());
        Map<String, List<Boolean>> verdicts = new LinkedHashMap<>();
        for (String line : Files.readAllLines(output)) {
            int tab = line.indexOf('\t');
            List<Boolean> each = new ArrayList<>();
            line.substring(tab + 1).chars().forEach(c -> each.add(c == '1'));
            if (tab < 0 || each.size() != texts.size()) {
                throw new IOException("a scanner gave " + each.size() + " verdicts on " + texts.size() + " texts");
            }
            verdicts.put(line.substring(0, tab), each);
        }
        return verdicts;
    }

    private static void write(List<LabelledText> texts, Path file) throws IOException {
        JsonFactory json = new JsonFactory();
        try (Writer out = Files.newBufferedWriter(file);
                JsonGenerator lines = json.createGenerator(out)) {
            for (LabelledText text : texts) {
                lines.writeString(text.text());
                lines.writeRaw('\n');
            }
        }
    }

    private void run(String... command) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(command[0] + " did not end within " + LIMIT.toMinutes() + " minutes");
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IOException(String.join(" ", command[0], command[1]) + " failed in " + sources + ": "
                    + Files.readAllLines(log).stream()
                            .filter(line -> line.contains("rror"))
                            .findFirst()
                            .orElse("exit code " + process.exitValue()));
        }
    }
}
