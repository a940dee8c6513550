package hookline.cli.totp;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Takes each code once, and after five wrong ones in a row none for a while: 30 seconds, then twice as long after each
 * further one, up to 15 minutes.
 *
 * <p>The state lies in a file, and one process at a time reads and changes it. Where it cannot be read, nothing passes.
 */
public final class TotpGate {
    private static final int FREE_FAILURES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final int MOST_FAILURES = 999_999;

    private final Path file;
    private final Writer writer;
    private final InstantSource clock;

    /** Writes a file whole, for its owner only. */
    @FunctionalInterface
    public interface Writer {
        void write(Path file, String text) throws IOException;
    }

    public TotpGate(Path file, Writer writer, InstantSource clock) {
        this.file = file;
        this.writer = writer;
        this.clock = clock;
    }

    /** What came of a code. */
    public sealed interface Answer {
        record Passed() implements Answer {}

        /** Not a code of now. */
        record Wrong() implements Answer {}

        /** It was taken before, or a later one was: that is how a code that somebody else saw is recognised. */
        record Used() implements Answer {}

        /** Not looked at. */
        record Paused(Duration rest) implements Answer {}
    }

    /**
     * Looks at a code, and remembers that it did before it answers.
     *
     * @throws IOException where the state cannot be read or written; the message says what to do
     */
    public Answer check(TotpSecret secret, String code) throws IOException {
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(
                        lock,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                FileLock held = channel.lock()) {
            if (!held.isValid()) {
                throw new IOException(lock + " cannot be locked");
            }
            return checkAlone(secret, code);
        }
    }

    private Answer checkAlone(TotpSecret secret, String code) throws IOException {
        TotpState state = state();
        Instant now = clock.instant();
        // A clock that was set back must not lock anybody out for longer than a pause can be.
        long pausedUntil = Math.min(state.pausedUntil(), now.plus(LONGEST_PAUSE).getEpochSecond());
        if (now.getEpochSecond() < pausedUntil) {
            return new Answer.Paused(Duration.ofSeconds(pausedUntil - now.getEpochSecond()));
        }
        OptionalLong step = code.matches("[0-9]{6}") ? secret.stepOf(code, now) : OptionalLong.empty();
        if (step.isPresent() && step.getAsLong() > state.lastStep()) {
            writer.write(file, new TotpState(step.getAsLong(), 0, 0).text());
            return new Answer.Passed();
        }
        int failures = Math.min(state.failures() + 1, MOST_FAILURES);
        long until = failures < FREE_FAILURES ? 0 : now.plus(pause(failures)).getEpochSecond();
        writer.write(file, new TotpState(state.lastStep(), failures, until).text());
        return step.isPresent() ? new Answer.Used() : new Answer.Wrong();
    }

    private TotpState state() throws IOException {
        if (!Files.exists(file)) {
            return TotpState.NEW;
        }
        return TotpState.parse(Files.readString(file))
                .orElseThrow(() -> new IOException(
                        file + " is damaged, so nobody can tell which codes were used: look who wrote there, and remove"
                                + " it if that is harmless"));
    }

    private static Duration pause(int failures) {
        int doublings = Math.min(failures - FREE_FAILURES, 10);
        Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
