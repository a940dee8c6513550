package hookline.cli;

import hookline.processor.redact.Redacted;
import hookline.processor.redact.SecretRedaction;
import hookline.processor.redact.UnredactableException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code hookline redact}. */
@Command(
        name = "redact",
        description = {
            "Shows what the processor's redaction makes of stdin, a JSON value or plain text a line.",
            "Counts by rule are printed on stderr."
        },
        footer = {"", "Example:", "  echo 'export DB_PASSWORD=correct-horse-battery' | hookline redact"},
        mixinStandardHelpOptions = true)
final class RedactCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
        Logging.ofCommand();
        SecretRedaction redaction = SecretRedaction.standard();
        Map<String, Integer> counts = new TreeMap<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Redacted redacted = redact(redaction, line);
            redacted.counts().forEach((rule, count) -> counts.merge(rule, count, Integer::sum));
            System.out.println(redacted.text());
        }
        counts.forEach((rule, count) -> System.err.println(rule + " " + count));
        return 0;
    }

    private static Redacted redact(SecretRedaction redaction, String line) {
        String start = line.stripLeading();
        boolean json = start.startsWith("{") || start.startsWith("[") || start.startsWith("\"");
        if (json) {
            try {
                return redaction.json(line);
            } catch (UnredactableException e) {
                // It only begins like JSON.
                return redaction.text(line);
            }
        }
        return redaction.text(line);
    }
}
