package hookline.processor;

import hookline.processor.encrypt.Opening;
import hookline.processor.event.RejectionReason;
import hookline.schemas.DeadLetter;
import hookline.schemas.HookCapture;
import hookline.schemas.RawHook;
import hookline.schemas.SessionId;
import hookline.schemas.SingleObject;
import hookline.schemas.UndecodableException;
import hookline.schemas.crypto.Sealing;
import hookline.streams.RawEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Writes dead letters whose event stays sealed: as it came, or sealed here where a foreign producer sent it plain. */
final class DeadLetters {
    private final String stream;
    private final Sealing sealing;
    private final InstantSource clock;

    DeadLetters(String stream, Sealing sealing, InstantSource clock) {
        this.stream = stream;
        this.sealing = sealing;
        this.clock = clock;
    }

    DeadLetter of(RawEntry entry, RejectionReason reason, String detail) {
        // Then not even the identity may stand in the clear.
        RawHook hook = reason == RejectionReason.SECRET_IN_IDENTITY
                ? sealHere(entry, Opening.idOfEntry(entry, stream))
                : sealed(entry);
        Instant now = clock.instant();
        return new DeadLetter(
                hook.getId(),
                hook.getSessionId(),
                hook.getSequence(),
                hook.getCapturedAt(),
                reason.name(),
                detail,
                entry.deliveries(),
                now.toEpochMilli(),
                ByteBuffer.wrap(SingleObject.RAW_HOOK.encode(hook)));
    }

    private RawHook sealed(RawEntry entry) {
        byte[] bytes = entry.field(RawEntry.SEALED);
        if (bytes != null) {
            try {
                RawHook hook = SingleObject.RAW_HOOK.decode(bytes);
                return Opening.isValidId(hook.getId()) ? hook : sealHere(entry, Opening.idOfEntry(entry, stream));
            } catch (UndecodableException e) {
                return sealHere(entry, Opening.idOfEntry(entry, stream));
            }
        }
        String named = text(entry, "id");
        return sealHere(entry, named != null && Opening.isValidId(named) ? named : Opening.idOfEntry(entry, stream));
    }

    /** Whatever the entry holds, identity included. */
    private static byte[] whole(RawEntry entry) {
        byte[] sealed = entry.field(RawEntry.SEALED);
        byte[] payload = entry.field("payload");
        return sealed != null ? sealed : payload != null ? payload : new byte[0];
    }

    private RawHook sealHere(RawEntry entry, String id) {
        HookCapture capture = new HookCapture(
                ByteBuffer.wrap(whole(entry)),
                text(entry, "hook_type"),
                text(entry, "session_id"),
                "",
                "",
                "",
                "",
                false,
                0L);
        return sealing.seal(id, SessionId.UNKNOWN, 0, clock.instant(), capture);
    }

    private static @Nullable String text(RawEntry entry, String field) {
        byte[] value = entry.field(field);
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }
}
