package hookline.cli;

import hookline.schemas.crypto.PayloadEncryption;
import hookline.schemas.crypto.Sealing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * When each key of a home was made, and when it ceased to be the primary one of its keyset, as far as the home has seen
 * it. Holds no secret; immutable.
 */
final class KeyHistory {
    static final String FILE = "history";

    /**
     * How long after a rotation some process may still use the old key: until the slowest has read its keyset again,
     * and a minute for what it has in hand by then.
     */
    static final Duration SETTLING =
            longer(Sealing.DATA_KEY_LIFETIME, PayloadEncryption.READ_AGAIN).plus(Duration.ofMinutes(1));

    private static final String NEVER = "-";
    private static final Pattern SPACE = Pattern.compile(" ");

    private final Map<String, Life> lives;

    private KeyHistory(Map<String, Life> lives) {
        this.lives = Map.copyOf(lives);
    }

    /** What is known of one key. */
    record Life(Optional<Instant> created, Optional<Instant> replaced) {
        static final Life UNKNOWN = new Life(Optional.empty(), Optional.empty());
    }

    /** Lines that cannot be read count as not known. */
    static KeyHistory read(Path file) throws IOException {
        Map<String, Life> lives = new TreeMap<>();
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            List<String> words = SPACE.splitAsStream(line).toList();
            try {
                if (words.size() == 3) {
                    lives.put(words.get(0), new Life(time(words.get(1)), time(words.get(2))));
                }
            } catch (DateTimeException e) {
                lives.remove(words.get(0));
            }
        }
        return new KeyHistory(lives);
    }

    /** A line for each key: its id, when it was made, and when it was replaced. */
    String text() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(lives).forEach((id, life) -> text.append(id)
                .append(' ')
                .append(life.created.map(Instant::toString).orElse(NEVER))
                .append(' ')
                .append(life.replaced.map(Instant::toString).orElse(NEVER))
                .append('\n'));
        return text.toString();
    }

    Life of(String keyId) {
        return lives.getOrDefault(keyId, Life.UNKNOWN);
    }

    /**
     * The history with what has just become of one keyset.
     *
     * @param before its key ids, the primary one first; none where it is new
     * @param after the same as they are now
     */
    KeyHistory changed(List<String> before, List<String> after, Instant when) {
        Instant now = when.truncatedTo(ChronoUnit.SECONDS);
        Map<String, Life> changed = new TreeMap<>(lives);
        after.stream()
                .filter(id -> !before.contains(id))
                .forEach(id -> changed.put(id, new Life(Optional.of(now), Optional.empty())));
        before.stream().filter(id -> !after.contains(id)).forEach(changed::remove);
        before.stream()
                .limit(1)
                .filter(primary -> after.indexOf(primary) > 0)
                .forEach(primary -> changed.put(primary, new Life(of(primary).created, Optional.of(now))));
        return new KeyHistory(changed);
    }

    /**
     * From when on nobody encrypts or seals with an old key any more.
     *
     * @param keysetChanged stands in for the end of a key whose end the home has not seen
     */
    Instant settled(String keyId, Instant keysetChanged) {
        return of(keyId).replaced.orElse(keysetChanged).plus(SETTLING);
    }

    private static Optional<Instant> time(String word) {
        return word.equals(NEVER) ? Optional.empty() : Optional.of(Instant.parse(word));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
