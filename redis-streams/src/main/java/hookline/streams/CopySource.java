package hookline.streams;

import hookline.schemas.CopiedRecord;
import hookline.schemas.DeadLetter;
import hookline.schemas.SingleObject;
import hookline.schemas.UndecodableException;
import hookline.schemas.copy.CopyKind;
import hookline.streams.EventLog.LogEntry;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.Range.Boundary;
import io.lettuce.core.StreamMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Yields what was published as records of a copy: events and dead letters in the order of all partitions' streams, then
 * what else is known, with at most 8 MiB of lines or one event in memory.
 *
 * <p>It ends with what there was when it began. For one thread, and one run.
 */
public final class CopySource {
    private static final int PAGE = 100;
    private static final int LETTERS = 4;
    private static final int MOST_BYTES = 8 << 20;
    private static final byte[] NONE = {};

    /** Takes the records. */
    public interface Sink {
        void take(CopiedRecord copied) throws IOException;
    }

    private record Placed(Keys keys, String entry, Optional<LogEntry> event, Optional<CopiedRecord> letter) {}

    private final RedisLink link;
    private final Layout layout;
    private final CopyScope scope;
    private final StopSignal stop;
    private long records;

    public CopySource(RedisLink link, Layout layout, CopyScope scope, StopSignal stop) {
        this.link = link;
        this.layout = layout;
        this.scope = scope;
        this.stop = stop;
    }

    /** Yields all records; the last one says that it is whole, and is missing where it was stopped. */
    public void run(Sink sink) throws IOException {
        Sink counted = copied -> {
            sink.take(copied);
            records++;
        };
        CopyFacts facts = new CopyFacts(link, layout, scope);
        sink.take(facts.header());
        facts.marks(counted);
        streams(counted);
        if (!stop.isRequested()) {
            facts.sessions(counted);
            facts.stats(counted);
            sink.take(CopyFacts.named(CopyKind.END, "").setSequence(records).build());
        }
    }

    private void streams(Sink sink) throws IOException {
        Comparator<Cursor> byPlace =
                Comparator.comparing(cursor -> cursor.first().entry(), CopyScope.PLACES);
        PriorityQueue<Cursor> cursors = new PriorityQueue<>(byPlace);
        for (int partition = 0; partition < layout.partitions(); partition++) {
            for (Cursor cursor : List.of(ofLog(new Keys(partition)), ofLetters(new Keys(partition)))) {
                if (cursor.fill()) {
                    cursors.add(cursor);
                }
            }
        }
        List<Placed> batch = new ArrayList<>();
        long bytes = 0;
        for (Cursor next = cursors.poll(); next != null && !stop.isRequested(); next = cursors.poll()) {
            Placed placed = next.take();
            long size = placed.event().map(LogEntry::bytes).orElse(0L);
            if (batch.size() == PAGE || (!batch.isEmpty() && bytes + size > MOST_BYTES)) {
                handOver(batch, sink);
                batch.clear();
                bytes = 0;
            }
            batch.add(placed);
            bytes += size;
            if (next.fill()) {
                cursors.add(next);
            }
        }
        handOver(batch, sink);
    }

    private void handOver(List<Placed> batch, Sink sink) throws IOException {
        List<CompletableFuture<Map<String, byte[]>>> replies = new ArrayList<>();
        link.call(redis -> {
            replies.clear();
            for (Placed placed : batch) {
                replies.add(
                        placed.event().isEmpty()
                                ? CompletableFuture.completedFuture(Map.of())
                                : redis.hgetall(placed.keys()
                                                .event(placed.event().get().id()))
                                        .toCompletableFuture());
            }
            return CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new));
        });
        for (int i = 0; i < batch.size(); i++) {
            Map<String, byte[]> hash = replies.get(i).join();
            Optional<LogEntry> event = batch.get(i).event();
            if (event.isPresent() && hash.containsKey("data")) {
                sink.take(event(batch.get(i).keys(), event.get(), hash));
            } else if (batch.get(i).letter().isPresent()) {
                sink.take(batch.get(i).letter().get());
            }
        }
    }

    private static CopiedRecord event(Keys keys, LogEntry entry, Map<String, byte[]> hash) {
        Map<String, String> texts = StoredSessions.texts(Map.of(
                "hook_type", hash.getOrDefault("hook_type", NONE),
                "session_id", hash.getOrDefault("session_id", NONE),
                "sequence", hash.getOrDefault("sequence", NONE),
                "timestamp", hash.getOrDefault("timestamp", NONE)));
        return CopyFacts.named(CopyKind.EVENT, entry.id())
                .setSessionId(texts.getOrDefault("session_id", ""))
                .setHookType(texts.getOrDefault("hook_type", ""))
                .setSequence(StoredSessions.whole(texts.getOrDefault("sequence", "")))
                .setTime(StoredSessions.whole(texts.getOrDefault("timestamp", "")))
                .setEntry(entry.entryId())
                .setPartition(keys.partition())
                .setFields(Map.of("bytes", Long.toString(entry.bytes())))
                .setData(ByteBuffer.wrap(hash.getOrDefault("data", NONE)))
                .build();
    }

    private Cursor ofLog(Keys keys) {
        EventLog log = new EventLog(link, keys);
        String last = scope.end(log.end());
        return new Cursor(scope.start(), place -> log.upTo(last, place, PAGE).stream()
                .map(entry -> new Placed(keys, entry.entryId(), Optional.of(entry), Optional.empty()))
                .toList());
    }

    private Cursor ofLetters(Keys keys) {
        List<StreamMessage<String, byte[]>> newest =
                link.call(redis -> redis.xrevrange(keys.dead(), Range.unbounded(), Limit.from(1)));
        String last =
                scope.end(newest.isEmpty() ? EventLog.START : newest.get(0).getId());
        return new Cursor(scope.start(), place -> {
            Range<String> range = Range.from(Boundary.excluding(place), Boundary.including(last));
            return link.call(redis -> redis.xrange(keys.dead(), range, Limit.from(LETTERS))).stream()
                    .map(entry -> new Placed(keys, entry.getId(), Optional.empty(), Optional.of(letter(keys, entry))))
                    .toList();
        });
    }

    private static CopiedRecord letter(Keys keys, StreamMessage<String, byte[]> entry) {
        Map<String, byte[]> body = entry.getBody();
        byte[] data = body.getOrDefault("e", NONE);
        String session = "";
        long sequence = 0;
        try {
            DeadLetter letter = SingleObject.DEAD_LETTER.decode(data);
            session = letter.getSessionId();
            sequence = letter.getSequence();
        } catch (UndecodableException e) {
            // It is copied as it is, and shows no session.
        }
        Map<String, String> fields = StoredSessions.texts(body);
        fields.keySet().retainAll(List.of("reason", "detail", "deliveries", "time"));
        return CopyFacts.named(CopyKind.DEAD_LETTER, new String(body.getOrDefault("id", NONE), StandardCharsets.UTF_8))
                .setSessionId(session)
                .setSequence(sequence)
                .setEntry(entry.getId())
                .setPartition(keys.partition())
                .setFields(fields)
                .setData(ByteBuffer.wrap(data))
                .build();
    }

    /** A place in one stream, with the page that follows. */
    private final class Cursor {
        private final Function<String, List<Placed>> pages;
        private final Deque<Placed> read = new ArrayDeque<>();
        private String place;

        Cursor(String place, Function<String, List<Placed>> pages) {
            this.place = place;
            this.pages = pages;
        }

        /** Reads on where nothing is left, up to something that the copy is of; false at the end. */
        boolean fill() {
            while (read.isEmpty() && !stop.isRequested()) {
                List<Placed> page = pages.apply(place);
                if (page.isEmpty()) {
                    return false;
                }
                place = page.get(page.size() - 1).entry();
                page.stream()
                        .filter(placed -> scope.hasSession(placed.event()
                                .map(LogEntry::sessionId)
                                .orElseGet(() -> placed.letter().orElseThrow().getSessionId())))
                        .forEach(read::add);
            }
            return !read.isEmpty();
        }

        Placed first() {
            return read.getFirst();
        }

        Placed take() {
            return read.removeFirst();
        }
    }
}
