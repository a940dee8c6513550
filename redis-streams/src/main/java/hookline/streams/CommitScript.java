package hookline.streams;

import static hookline.streams.Script.utf8;

import hookline.schemas.DeadLetter;
import hookline.schemas.SingleObject;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Brings a batch's outcomes and its acknowledgement to Redis in one atomic step; doing it twice changes nothing.
 *
 * <p>Large batches go as several steps of at most 64 events or 256 KB, so that Redis is never held for long. For one
 * thread at a time.
 */
public final class CommitScript {
    private static final Script SCRIPT = Script.named("commit.lua");
    private static final int MAX_EVENTS = 64;
    private static final int MAX_BYTES = 256 * 1024;

    private final RedisLink link;
    private final Keys keys;
    private final InstantSource clock;

    public CommitScript(RedisLink link, Keys keys, InstantSource clock) {
        this.link = link;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Commits a batch that was read from this partition.
     *
     * @return a verdict for each, in their order
     * @throws RedisUnavailableException where it is not known what was committed: commit the same batch again
     */
    public List<Verdict> apply(List<Commit> batch) {
        List<Verdict> verdicts = new ArrayList<>(batch.size());
        int from = 0;
        while (from < batch.size()) {
            int to = from + 1;
            int bytes = batch.get(from).size();
            while (to < batch.size()
                    && to - from < MAX_EVENTS
                    && bytes + batch.get(to).size() <= MAX_BYTES) {
                bytes += batch.get(to).size();
                to++;
            }
            verdicts.addAll(step(batch.subList(from, to)));
            from = to;
        }
        return verdicts;
    }

    private List<Verdict> step(List<Commit> batch) {
        List<String> declared = new ArrayList<>(List.of(
                keys.raw(),
                keys.log(),
                keys.dead(),
                keys.deadIndex(),
                keys.sessions(),
                keys.stats(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)),
                keys.erased(),
                keys.rawAccount()));
        List<byte[]> arguments = new ArrayList<>();
        arguments.add(utf8(ConsumerGroup.NAME));
        link.channels(keys).forEach(channel -> arguments.add(utf8(channel)));
        for (Commit commit : batch) {
            if (commit instanceof Commit.Store store) {
                declared.add(keys.event(store.id()));
                declared.add(keys.session(store.sessionId()));
                addStore(arguments, store);
            } else if (commit instanceof Commit.Bury bury) {
                declared.add(keys.event(bury.letter().getId()));
                addBury(arguments, bury);
            }
        }
        return SCRIPT.integers(link, declared, arguments).stream()
                .map(Verdict::of)
                .collect(Collectors.toList());
    }

    private static void addStore(List<byte[]> arguments, Commit.Store store) {
        for (String argument : List.of(
                "S",
                store.entryId(),
                Long.toString(store.capturedAt().toEpochMilli()),
                store.sessionId(),
                store.id(),
                store.json(),
                store.hookType(),
                Long.toString(store.sequence()),
                store.cwd(),
                store.model())) {
            arguments.add(utf8(argument));
        }
    }

    private static void addBury(List<byte[]> arguments, Commit.Bury bury) {
        DeadLetter letter = bury.letter();
        for (String argument : List.of(
                "D",
                bury.entryId(),
                Long.toString(letter.getCapturedAt()),
                letter.getSessionId(),
                letter.getId(),
                letter.getReason(),
                letter.getDetail(),
                Integer.toString(letter.getDeliveries()),
                Long.toString(letter.getRejectedAt()))) {
            arguments.add(utf8(argument));
        }
        arguments.add(SingleObject.DEAD_LETTER.encode(letter));
    }
}
