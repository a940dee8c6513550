package hookline.agent;

import hookline.client.Spool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The numbers that the agent of one home has given to a session, as far as its files tell. Only reads, whether or not an
 * agent runs.
 *
 * @param highest by the journal; empty where it does not know the session
 * @param inSpool numbers of events, of whatever session, that Redis has not confirmed yet
 */
public record GivenNumbers(OptionalLong highest, Set<Long> inSpool) {
    /** What the files of this home tell. */
    public static GivenNumbers of(Path home, String sessionId) throws IOException {
        Path numbered = Spool.at(home).numbered();
        Set<Long> inSpool = inSpool(numbered);
        AtomicLong highest = new AtomicLong();
        String session = hash(sessionId);
        new SequenceJournal(home.resolve("agent").resolve("sequences")).read(line -> {
            if (line.session().equals(session)) {
                highest.accumulateAndGet(line.number(), Math::max);
            }
        });
        // One that was given since the first look is journalled now, and may not have been sent yet.
        inSpool.addAll(inSpool(numbered));
        return new GivenNumbers(
                highest.get() > 0 ? OptionalLong.of(highest.get()) : OptionalLong.empty(), Set.copyOf(inSpool));
    }

    private static Set<Long> inSpool(Path folder) throws IOException {
        Set<Long> numbers = new HashSet<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                files.forEach(file ->
                        NumberedName.of(file.getFileName().toString()).ifPresent(name -> numbers.add(name.sequence())));
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        return numbers;
    }

    /** As {@link Sequencer} names sessions in the journal. */
    private static String hash(String sessionId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(sessionId.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
