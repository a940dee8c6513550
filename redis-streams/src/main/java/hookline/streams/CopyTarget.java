package hookline.streams;

import static hookline.streams.Script.utf8;

import hookline.schemas.CopiedRecord;
import hookline.schemas.copy.CopyKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings records of a copy to Redis: what is there already stays, so doing it twice is the same as once.
 *
 * <p>Events and dead letters go in steps of at most 64 or 256 KB of one partition, each a script that does all of it or
 * nothing; at most 64 steps wait in memory. For one thread at a time.
 */
public final class CopyTarget {
    private static final Script RESTORE = Script.named("restore.lua");
    private static final Script RESTORE_FACTS = Script.named("restore-facts.lua");
    private static final int MAX_RECORDS = 64;
    private static final int MAX_BYTES = 256 * 1024;
    private static final int MOST_WAITING = 16 << 20;

    private final RedisLink link;
    private final Layout layout;
    private final boolean publish;
    private final Map<Integer, List<CopiedRecord>> waiting = new HashMap<>();
    private final Map<Integer, Integer> sizes = new HashMap<>();
    private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    private int partitions;
    private int waitingBytes;

    /**
     * Prepares it; does no I/O.
     *
     * @param publish whether what is restored is published on the channel, too
     */
    public CopyTarget(RedisLink link, Layout layout, boolean publish) {
        this.link = link;
        this.layout = layout;
        this.publish = publish;
    }

    /**
     * Takes a record that {@link CopyRules} lets pass.
     *
     * @throws RedisUnavailableException where it is not known what was restored: take the whole copy again
     */
    public void take(CopiedRecord copied) {
        switch (copied.getKind()) {
            case CopyKind.HEADER ->
                partitions = (int) StoredSessions.whole(copied.getFields().getOrDefault("partitions", ""));
            case CopyKind.ERASED -> mark(copied);
            case CopyKind.EVENT, CopyKind.DEAD_LETTER -> add(copied);
            default -> {
                flush();
                facts(copied);
            }
        }
    }

    /** Brings what still waits. */
    public void flush() {
        for (Integer partition : List.copyOf(waiting.keySet())) {
            flush(partition);
        }
    }

    /** How many events and dead letters were stored, were there, belong to what was erased, or are blocked by a key. */
    public long count(Verdict verdict) {
        return verdicts.getOrDefault(verdict, 0L);
    }

    static int partition(CopiedRecord copied, Layout layout, int partitionsOfCopy) {
        // A dead letter may not show its session; then only the same layout tells where it belongs.
        boolean asBefore = copied.getSessionId().isEmpty() && partitionsOfCopy == layout.partitions();
        return asBefore && copied.getPartition() < layout.partitions()
                ? copied.getPartition()
                : Keys.ofSession(copied.getSessionId(), layout.partitions()).partition();
    }

    /** An erasure marks all partitions, each at its own time. */
    private void mark(CopiedRecord copied) {
        if (partitions == layout.partitions() && copied.getPartition() < partitions) {
            new ErasureMarks(link, new Keys(copied.getPartition())).restore(copied.getId(), copied.getTime());
            return;
        }
        for (int partition = 0; partition < layout.partitions(); partition++) {
            new ErasureMarks(link, new Keys(partition)).restore(copied.getId(), copied.getTime());
        }
    }

    private void add(CopiedRecord copied) {
        int partition = partition(copied, layout, partitions);
        int size = copied.getData().remaining();
        List<CopiedRecord> batch = waiting.computeIfAbsent(partition, any -> new ArrayList<>());
        if (batch.size() == MAX_RECORDS || (!batch.isEmpty() && sizes.getOrDefault(partition, 0) + size > MAX_BYTES)) {
            flush(partition);
            batch = waiting.computeIfAbsent(partition, any -> new ArrayList<>());
        }
        batch.add(copied);
        sizes.merge(partition, size, Integer::sum);
        waitingBytes += size;
        if (waitingBytes > MOST_WAITING) {
            flush();
        }
    }

    private void flush(int partition) {
        List<CopiedRecord> batch =
                Optional.ofNullable(waiting.remove(partition)).orElse(List.of());
        waitingBytes -= Optional.ofNullable(sizes.remove(partition)).orElse(0);
        if (batch.isEmpty()) {
            return;
        }
        Keys keys = new Keys(partition);
        List<String> declared =
                new ArrayList<>(List.of(keys.log(), keys.dead(), keys.deadIndex(), keys.sessions(), keys.erased()));
        List<byte[]> arguments = new ArrayList<>();
        (publish ? link.channels(keys) : List.of("", "")).forEach(channel -> arguments.add(utf8(channel)));
        for (CopiedRecord copied : batch) {
            declared.add(keys.event(copied.getId()));
            boolean isEvent = copied.getKind().equals(CopyKind.EVENT);
            if (isEvent) {
                Instant time = Instant.ofEpochSecond(copied.getTime());
                declared.add(keys.session(copied.getSessionId()));
                declared.add(keys.stats(LocalDate.ofInstant(time, ZoneOffset.UTC)));
            }
            addTexts(
                    arguments,
                    isEvent ? "E" : "D",
                    copied.getEntry(),
                    Long.toString(CopyRules.capturedAt(copied)),
                    copied.getSessionId(),
                    copied.getId());
            arguments.add(CopyRules.bytes(copied));
            Map<String, String> fields = copied.getFields();
            if (isEvent) {
                addTexts(
                        arguments,
                        copied.getHookType(),
                        Long.toString(copied.getSequence()),
                        Long.toString(copied.getTime()),
                        fields.getOrDefault("bytes", "0"));
            } else {
                for (String field : List.of("reason", "detail", "deliveries", "time")) {
                    addTexts(arguments, fields.getOrDefault(field, ""));
                }
            }
        }
        RESTORE.integers(link, declared, arguments)
                .forEach(verdict -> verdicts.merge(Verdict.of(verdict), 1L, Long::sum));
    }

    /** A day's counts of another layout are left to what the events say: they cannot be told apart by partition. */
    private void facts(CopiedRecord copied) {
        boolean isSession = copied.getKind().equals(CopyKind.SESSION);
        boolean isStats = copied.getKind().equals(CopyKind.STATS)
                && partitions == layout.partitions()
                && copied.getPartition() < partitions;
        if (!isSession && !isStats) {
            return;
        }
        List<String> declared = new ArrayList<>(List.of(CopyFacts.hash(copied, layout)));
        List<byte[]> arguments = new ArrayList<>();
        if (isSession) {
            Keys keys = Keys.ofSession(copied.getId(), layout.partitions());
            declared.add(keys.sessions());
            declared.add(keys.erased());
        }
        addTexts(arguments, isSession ? copied.getId() : "", Long.toString(copied.getTime()));
        copied.getFields().forEach((name, value) -> addTexts(arguments, name, value));
        if (RESTORE_FACTS.integer(link, declared, arguments) == 4) {
            verdicts.merge(Verdict.BLOCKED, 1L, Long::sum);
        }
    }

    private static void addTexts(List<byte[]> arguments, String... texts) {
        for (String text : texts) {
            arguments.add(utf8(text));
        }
    }
}
