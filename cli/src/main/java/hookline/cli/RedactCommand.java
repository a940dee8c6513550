package hookline.cli;

import hookline.processor.ConfiguredRedaction;
import hookline.processor.redact.InvalidRulesException;
import hookline.processor.redact.Redacted;
import hookline.processor.redact.SecretRedaction;
import hookline.settings.RedactionSettings;
import hookline.streams.StopSignal;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hookline redact}: what comes out is in the order of what went in, and nothing that was not inspected. */
@Command(
        name = "redact",
        description = {
            "Shows what the processor's redaction makes of stdin, a JSON value or plain text a line.",
            "Lines are redacted on all cores and printed in order. Counts by rule are printed on stderr.",
            "Lines are not taken for one session: a secret that stood in one is not known again in another."
        },
        footer = {
            "",
            "Examples:",
            "  echo 'export DB_PASSWORD=correct-horse-battery' | hookline redact",
            "  hookline redact --rules my.rules < session.jsonl",
            "  hookline redact --explain < session.jsonl > /dev/null"
        },
        mixinStandardHelpOptions = true)
final class RedactCommand implements Callable<Integer> {
    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "a rules file instead of the one that HOOKLINE_REDACTION_RULES names")
    private @Nullable Path rules;

    @Option(names = "--json", description = "print the counts as one JSON object")
    private boolean json;

    @Option(
            names = "--explain",
            description = "print for everything replaced, on stderr, where it stood, which rule found it and why")
    private boolean explain;

    private final Map<String, Integer> counts = new TreeMap<>();

    @Override
    public Integer call() throws IOException {
        Logging.ofCommand();
        StopSignal stop = ShutdownSignal.install();
        SecretRedaction redaction = redaction();
        Explanation explanation = new Explanation(redaction, json);
        InputLines lines = new InputLines(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (OrderedRedaction output = new OrderedRedaction(redaction, redacted -> print(redacted, explanation))) {
            for (Optional<String> line = lines.next();
                    !lines.isAtEnd() && !stop.isRequested() && !System.out.checkError();
                    line = lines.next()) {
                output.add(line);
                if (!lines.hasMore()) {
                    output.flush();
                }
            }
        }
        if (json) {
            Object[] members = counts.entrySet().stream()
                    .flatMap(count -> Stream.of(count.getKey(), (Object) count.getValue()))
                    .toArray();
            System.err.println(JsonLine.of(members));
        } else {
            counts.forEach((rule, count) -> System.err.println(rule + " " + count));
        }
        return 0;
    }

    private void print(Redacted redacted, Explanation explanation) {
        System.out.println(redacted.text());
        if (explain) {
            explanation.of(redacted).forEach(System.err::println);
        }
        redacted.counts().forEach((rule, count) -> counts.merge(rule, count, Integer::sum));
    }

    private SecretRedaction redaction() throws IOException {
        RedactionSettings settings = RedactionSettings.from(CliEnvironment.load());
        try {
            return ConfiguredRedaction.of(rules == null ? settings : settings.withRules(rules));
        } catch (InvalidRulesException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()));
        }
    }
}
