package hookline.streams;

import static hookline.streams.Script.utf8;

import hookline.schemas.DeadLetter;
import hookline.schemas.SingleObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets raw entries go that nobody has processed in time: each becomes a dead letter without its event, in the step that
 * takes it out of the stream.
 *
 * <p>What is processed, and what a processor may still have in hand, is left alone. Runs on a full Redis too. For one
 * thread at a time.
 */
public final class RawExpiry {
    /** The reason in these dead letters. */
    public static final String REASON = "TOO_OLD";

    private static final Script LOOK = Script.named("look-at-raw.lua");
    private static final Script EXPIRE = Script.named("expire-raw.lua");
    private static final int FIELDS = 5;

    /** Processors show every few seconds, or more often, that they still work on an entry. */
    private static final Duration SILENCE = Duration.ofMinutes(10);

    /** Bytes of entries that Redis reads in one step. */
    private static final String LOOKED_AT = "1000000";

    private static final long BURIED = 2;

    private final RedisLink link;
    private final Keys keys;

    public RawExpiry(RedisLink link, Keys keys) {
        this.link = link;
        this.keys = keys;
    }

    /**
     * What a step found.
     *
     * @param last the entry behind which to go on; the one that it began behind where there are no more
     */
    public record Step(String last, List<OverdueEntry> entries) {
        /** How much of it there is. */
        public Removal.Amount amount() {
            return new Removal.Amount(
                    entries.size(),
                    entries.stream().mapToLong(OverdueEntry::bytes).sum());
        }
    }

    /**
     * What went in a step.
     *
     * @param removed all that is out of the stream
     * @param buried how many of them became dead letters; the others were processed or erased before
     */
    public record Expired(Removal.Amount removed, long buried) {}

    /** Looks behind this entry, at so many at most, for what came before this time and is not processed. */
    public Step overdue(Instant before, String behind, int count) {
        List<byte[]> found = LOOK.values(
                link,
                List.of(keys.raw()),
                List.of(
                        utf8(ConsumerGroup.NAME),
                        utf8(Long.toString(SILENCE.toMillis())),
                        utf8(behind),
                        utf8(before.toEpochMilli() + "-0"),
                        utf8(Integer.toString(count)),
                        utf8(LOOKED_AT)));
        List<OverdueEntry> entries = new ArrayList<>();
        for (int i = 1; i < found.size(); i += FIELDS) {
            entries.add(OverdueEntry.of(
                    keys.raw(),
                    text(found.get(i)),
                    Integer.parseInt(text(found.get(i + 1))),
                    Long.parseLong(text(found.get(i + 2))),
                    found.get(i + 3),
                    found.get(i + 4)));
        }
        return new Step(text(found.get(0)), List.copyOf(entries));
    }

    /** Removes and buries what was found, except what somebody has taken since. */
    public Expired expire(Step step, Instant now) {
        List<OverdueEntry> overdue = step.entries();
        List<String> declared = new ArrayList<>(List.of(
                keys.raw(),
                keys.rawAccount(),
                keys.dead(),
                keys.deadIndex(),
                keys.stats(LocalDate.ofInstant(now, ZoneOffset.UTC)),
                keys.erased()));
        List<byte[]> arguments = new ArrayList<>();
        arguments.add(utf8(ConsumerGroup.NAME));
        for (OverdueEntry entry : overdue) {
            declared.add(keys.event(entry.id()));
            add(arguments, entry, entry.letter(now));
        }
        List<Long> outcomes = EXPIRE.integers(link, declared, arguments);
        long count = 0;
        long bytes = 0;
        long buried = 0;
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) > 0) {
                count++;
                bytes += overdue.get(i).bytes();
                buried += outcomes.get(i) == BURIED ? 1 : 0;
            }
        }
        return new Expired(new Removal.Amount(count, bytes), buried);
    }

    private static void add(List<byte[]> arguments, OverdueEntry entry, DeadLetter letter) {
        for (String argument : List.of(
                entry.entryId(),
                Integer.toString(entry.deliveries()),
                Long.toString(entry.capturedAt()),
                entry.sessionId(),
                letter.getId(),
                REASON,
                letter.getDetail(),
                Long.toString(letter.getRejectedAt()))) {
            arguments.add(utf8(argument));
        }
        arguments.add(SingleObject.DEAD_LETTER.encode(letter));
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
