package hookline.streams.audit;

import hookline.streams.AuditStream;
import hookline.streams.AuditStream.Stored;
import hookline.streams.AuditStream.Traces;
import hookline.streams.EventLog;
import hookline.streams.RedisLink;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Hands over a chain's entries, oldest first, each with the place where it stands; empty where there is no entry. */
public final class AuditReading {
    private static final int STEP = 200;

    private AuditReading() {}

    /** Reads the chain in Redis as far as it goes now. */
    public static void ofRedis(RedisLink link, BiConsumer<String, Optional<AuditEntry>> entries) {
        AuditStream stream = new AuditStream(link);
        String last = EventLog.START;
        List<Stored> page = stream.after(last, STEP);
        while (!page.isEmpty()) {
            page.forEach(stored -> entries.accept(stored.entryId(), AuditEntry.of(stored.fields())));
            last = page.get(page.size() - 1).entryId();
            page = stream.after(last, STEP);
        }
    }

    /** What Redis itself remembers of entries that are gone; the chain alone cannot show that its end is. */
    public static Optional<String> removedFromRedis(RedisLink link) {
        AuditStream stream = new AuditStream(link);
        Traces traces = stream.traces();
        if (!traces.deletedId().equals(EventLog.START)) {
            return Optional.of("entry " + traces.deletedId() + " was deleted, which Hookline never does");
        }
        String last = stream.last().map(Stored::entryId).orElse(EventLog.START);
        // What another writer has appended in between is no loss.
        return last.equals(traces.lastId()) || !stream.traces().equals(traces)
                ? Optional.empty()
                : Optional.of("the newest entry was " + traces.lastId() + ", and is gone");
    }

    /** Reads the chain in a file, line by line. */
    public static void ofFile(Path file, BiConsumer<String, Optional<AuditEntry>> entries) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                entries.accept("line " + number, FileAudit.parse(line));
            }
        }
    }
}
