package hookline.streams.reader;

import hookline.streams.Commit;
import hookline.streams.CommitScript;
import hookline.streams.Keys;
import hookline.streams.RedisLink;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Stores and publishes events as processors do; an id says session and number. */
final class StoredByCommit {
    private final RedisLink link;
    private final int partitions;

    StoredByCommit(RedisLink link, int partitions) {
        this.link = link;
        this.partitions = partitions;
    }

    record Numbered(String session, long sequence) {
        String id() {
            return session + "/" + sequence;
        }
    }

    static List<Numbered> numbers(String session, long from, long to) {
        List<Numbered> events = new ArrayList<>();
        for (long sequence = from; sequence <= to; sequence++) {
            events.add(new Numbered(session, sequence));
        }
        return events;
    }

    void store(String session, long... sequences) {
        for (long sequence : sequences) {
            store(List.of(new Numbered(session, sequence)), 100);
        }
    }

    void store(List<Numbered> events, int bytes) {
        Map<Integer, List<Commit>> batches = new TreeMap<>();
        String filling = "x".repeat(bytes);
        for (Numbered event : events) {
            batches.computeIfAbsent(keys(event.session).partition(), partition -> new ArrayList<>())
                    .add(new Commit.Store(
                            "1-1",
                            event.id(),
                            "{\"id\":\"" + event.id() + "\",\"filling\":\"" + filling + "\"}",
                            "stop_hook",
                            event.session,
                            event.sequence,
                            Instant.EPOCH,
                            "",
                            ""));
        }
        batches.forEach(
                (partition, batch) -> new CommitScript(link, new Keys(partition), InstantSource.system()).apply(batch));
    }

    Keys keys(String session) {
        return Keys.ofSession(session, partitions);
    }
}
