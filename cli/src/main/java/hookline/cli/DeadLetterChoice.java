package hookline.cli;

import hookline.streams.StopSignal;
import hookline.streams.StoredLetters;
import hookline.streams.StoredLetters.StoredLetter;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which dead letters a command is meant to change: there is no default, so that none is changed by mistake. */
final class DeadLetterChoice {
    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    private static final class Which {
        @Parameters(paramLabel = "ID", description = "of these events", arity = "1..*")
        private @Nullable List<String> ids;

        @Option(names = "--reason", paramLabel = "REASON", description = "all with this reason, such as OVERSIZE")
        private @Nullable String reason;

        @Option(names = "--all", description = "all of them")
        private boolean all;
    }

    /** In words, for the audit. */
    String text() {
        return which.ids != null ? String.join(" ", which.ids) : which.reason != null ? "reason " + reason() : "all";
    }

    /** Hands over each with the partition that it is in, until a stop is requested. */
    void forEach(List<StoredLetters> partitions, StopSignal stop, BiConsumer<StoredLetters, StoredLetter> visitor) {
        for (StoredLetters letters : partitions) {
            if (which.ids != null) {
                which.ids.forEach(id -> letters.find(id).ifPresent(letter -> visitor.accept(letters, letter)));
            } else {
                letters.forEach(stop, letter -> {
                    if (!stop.isRequested() && (which.all || letter.reason().equals(reason()))) {
                        visitor.accept(letters, letter);
                    }
                });
            }
        }
    }

    private String reason() {
        return String.valueOf(which.reason).toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
