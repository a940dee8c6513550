package hookline.cli;

import hookline.settings.ErasureSettings;
import hookline.streams.StopSignal;
import hookline.streams.StoredLetters;
import hookline.streams.StoredLetters.StoredLetter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hookline dead-letters list}: what is shown of a letter never quotes its event. */
@Command(
        name = "list",
        description = {
            "Lists the newest dead letters, the newest last, and counts all of them by reason on stderr.",
            "What a reason means and what to do stands in docs/reference/dead-letters.md."
        },
        footer = {"", "Example:", "  hookline dead-letters list --reason NOT_JSON --limit 20"},
        mixinStandardHelpOptions = true)
final class DeadLettersListCommand implements Callable<Integer> {
    private static final int MOST = 100_000;

    @Option(names = "--reason", paramLabel = "REASON", description = "only with this reason")
    private @Nullable String reason;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "print at most so many (default: ${DEFAULT-VALUE})")
    private int limit;

    @Option(names = "--json", description = "print one JSON object a letter")
    private boolean json;

    private final Deque<StoredLetter> newest = new ArrayDeque<>();
    private final Map<String, Long> counts = new TreeMap<>();

    @Override
    public Integer call() throws IOException {
        Logging.ofCommand();
        if (limit < 1 || limit > MOST) {
            throw new CommandFailedException("--limit " + limit + " is not between 1 and " + MOST);
        }
        StopSignal stop = ShutdownSignal.install();
        Progress progress = Progress.onTerminal();
        DeadLettersCommand.onAllPartitions(ErasureSettings.from(CliEnvironment.load()), partitions -> {
            for (StoredLetters letters : partitions) {
                letters.forEach(stop, letter -> {
                    take(letter);
                    progress.show(
                            counts.values().stream().mapToLong(Long::longValue).sum() + " dead letters");
                });
            }
            return counts;
        });
        progress.end();
        newest.forEach(letter -> System.out.println(json ? json(letter) : text(letter)));
        counts.forEach((name, count) -> System.err.println(name + " " + count));
        return 0;
    }

    private void take(StoredLetter letter) {
        counts.merge(letter.reason(), 1L, Long::sum);
        if (reason == null || letter.reason().equals(reason.toUpperCase(Locale.ROOT))) {
            newest.add(letter);
            if (newest.size() > limit) {
                newest.remove();
            }
        }
    }

    private static String text(StoredLetter letter) {
        return letter.rejectedAt() + "  " + letter.id() + "  " + letter.reason() + "  " + letter.detail();
    }

    static String json(StoredLetter letter) {
        return JsonLine.of(
                "id",
                letter.id(),
                "session_id",
                letter.sessionId(),
                "sequence",
                letter.sequence(),
                "reason",
                letter.reason(),
                "detail",
                letter.detail(),
                "deliveries",
                letter.deliveries(),
                "rejected_at",
                letter.rejectedAt().toString(),
                "has_event",
                letter.sealed().isPresent());
    }
}
