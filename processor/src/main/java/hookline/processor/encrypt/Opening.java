package hookline.processor.encrypt;

import hookline.processor.event.OpenedHook;
import hookline.processor.event.PipelineOutcome;
import hookline.processor.event.RejectionReason;
import hookline.schemas.HookCapture;
import hookline.schemas.RawHook;
import hookline.schemas.SessionId;
import hookline.schemas.SingleObject;
import hookline.schemas.UndecodableException;
import hookline.schemas.crypto.Unsealing;
import hookline.streams.RawEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * First stage: gets the event out of a raw entry, be it sealed by an agent or plain from a producer in any language.
 *
 * <p>A plain entry without an id gets one that follows from its place in the stream, the same at every delivery.
 */
public final class Opening {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
    private static final Pattern MILLIS = Pattern.compile("\\d{1,15}");

    private static final Instant OLDEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Duration LONGEST_AHEAD = Duration.ofDays(1);

    private final String stream;
    private final Unsealing unsealing;
    private final boolean requireSealed;

    /**
     * Opens the entries of one raw stream.
     *
     * @param stream the stream's name
     * @param requireSealed whether plain entries are refused
     */
    public Opening(String stream, Unsealing unsealing, boolean requireSealed) {
        this.stream = stream;
        this.unsealing = unsealing;
        this.requireSealed = requireSealed;
    }

    /** Opens one entry. */
    public PipelineOutcome<OpenedHook> open(RawEntry entry) {
        byte[] sealed = entry.field(RawEntry.SEALED);
        byte[] payload = entry.field("payload");
        PipelineOutcome<OpenedHook> opened = sealed != null
                ? openSealed(entry, sealed)
                : payload != null
                        ? openPlain(entry, payload)
                        : PipelineOutcome.rejected(RejectionReason.ENTRY_MALFORMED);
        return opened.then(hook -> ID.matcher(hook.id()).matches()
                ? PipelineOutcome.passed(hook)
                : PipelineOutcome.rejected(RejectionReason.ID_INVALID));
    }

    /** The id of an event that does not bring a usable one. */
    public static String idOfEntry(RawEntry entry, String stream) {
        return UUID.nameUUIDFromBytes((stream + " " + entry.entryId()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** Whether an id can be used in a key. */
    public static boolean isValidId(String id) {
        return ID.matcher(id).matches();
    }

    private PipelineOutcome<OpenedHook> openSealed(RawEntry entry, byte[] sealed) {
        try {
            RawHook hook = SingleObject.RAW_HOOK.decode(sealed);
            return PipelineOutcome.passed(new OpenedHook(
                    hook.getId(),
                    hook.getSessionId(),
                    hook.getSequence(),
                    plausible(Instant.ofEpochMilli(hook.getCapturedAt()), entry.entryId()),
                    unsealing.open(hook)));
        } catch (UndecodableException e) {
            return PipelineOutcome.rejected(RejectionReason.NOT_OPENED, String.valueOf(e.getMessage()));
        }
    }

    private PipelineOutcome<OpenedHook> openPlain(RawEntry entry, byte[] payload) {
        if (requireSealed) {
            return PipelineOutcome.rejected(RejectionReason.NOT_SEALED);
        }
        String named = text(entry, "session_id");
        String id = text(entry, "id");
        return PipelineOutcome.passed(new OpenedHook(
                id == null ? idOfEntry(entry, stream) : id,
                named == null || !SessionId.isValid(named) ? SessionId.UNKNOWN : named,
                sequence(text(entry, "sequence")),
                time(text(entry, "timestamp"), entry.entryId()),
                new HookCapture(ByteBuffer.wrap(payload), text(entry, "hook_type"), named, "", "", "", "", false, 0L)));
    }

    private static @Nullable String text(RawEntry entry, String field) {
        byte[] value = entry.field(field);
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    private static long sequence(@Nullable String text) {
        return text != null && MILLIS.matcher(text).matches() ? Long.parseLong(text) : 0;
    }

    /** Milliseconds since the epoch or ISO 8601, as producers find it easier; else when the entry came. */
    private static Instant time(@Nullable String text, String entryId) {
        try {
            if (text != null) {
                Instant time = MILLIS.matcher(text).matches()
                        ? Instant.ofEpochMilli(Long.parseLong(text))
                        : Instant.parse(text);
                return plausible(time, entryId);
            }
        } catch (DateTimeException e) {
            // What a foreign clock said is a convenience: the time of arrival takes its place.
        }
        return arrival(entryId);
    }

    /** A clock that was never set, or runs far ahead, says less than the time of arrival. */
    private static Instant plausible(Instant time, String entryId) {
        Instant arrival = arrival(entryId);
        return time.isBefore(OLDEST) || time.isAfter(arrival.plus(LONGEST_AHEAD)) ? arrival : time;
    }

    private static Instant arrival(String entryId) {
        return Instant.ofEpochMilli(Long.parseLong(entryId.substring(0, entryId.indexOf('-'))));
    }
}
