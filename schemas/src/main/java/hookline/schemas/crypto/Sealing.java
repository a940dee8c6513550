package hookline.schemas.crypto;

import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Random;
import hookline.schemas.HookCapture;
import hookline.schemas.RawHook;
import hookline.schemas.SingleObject;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Closes captured events so that only a processor can open them; nothing else behind it sees what was captured.
 *
 * <p>Asymmetric encryption costs some 100 µs, so it wraps a data key that serves for a short interval and travels with
 * every event sealed under it. Thread-safe.
 */
public final class Sealing {
    /** Bounds what one leaked data key opens. */
    static final Duration DATA_KEY_LIFETIME = Duration.ofMinutes(1);

    /** Far below the 2^32 messages that random 96-bit nonces allow under one key (NIST SP 800-38D, 8.3). */
    static final int DATA_KEY_EVENTS = 1 << 20;

    static final byte[] WRAPPING_CONTEXT = AssociatedFields.of("hookline data key", "1");
    private static final String SEALING_VERSION = "hookline raw 1";
    private static final int DATA_KEY_BYTES = 32;

    private final HybridEncrypt publicKey;
    private final InstantSource clock;
    private DataKey dataKey;

    private Sealing(HybridEncrypt publicKey, InstantSource clock) throws GeneralSecurityException {
        this.publicKey = publicKey;
        this.clock = clock;
        this.dataKey = newDataKey();
    }

    /**
     * Seals to the processors' public keyset.
     *
     * @throws GeneralSecurityException where the text is no public sealing keyset; the message quotes nothing of it
     */
    public static Sealing to(String publicKeyset, InstantSource clock) throws GeneralSecurityException {
        return new Sealing(Keysets.primitive(Keysets.read(publicKeyset), HybridEncrypt.class), clock);
    }

    /** Seals to the public half of a private keyset, for a processor that has to keep a plain event. */
    public static Sealing toOwner(String sealingKeyset, InstantSource clock) throws GeneralSecurityException {
        KeysetHandle publicHalf = Keysets.read(sealingKeyset).getPublicKeysetHandle();
        return new Sealing(Keysets.primitive(publicHalf, HybridEncrypt.class), clock);
    }

    /** Seals one event under its identity. */
    public RawHook seal(String id, String sessionId, long sequence, Instant capturedAt, HookCapture capture) {
        try {
            DataKey key = currentDataKey();
            byte[] sealed = key.cipher.encrypt(
                    SingleObject.HOOK_CAPTURE.encode(capture),
                    identity(id, sessionId, sequence, capturedAt.toEpochMilli()));
            return new RawHook(
                    id,
                    sessionId,
                    sequence,
                    capturedAt.toEpochMilli(),
                    ByteBuffer.wrap(key.wrapped),
                    ByteBuffer.wrap(sealed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Sealing failed with a key that was tried at start", e);
        }
    }

    /** What an event is bound to: nobody on its way can give its content to another event, session, place or time. */
    static byte[] identity(String id, String sessionId, long sequence, long capturedAt) {
        return AssociatedFields.of(SEALING_VERSION, id, sessionId, Long.toString(sequence), Long.toString(capturedAt));
    }

    private synchronized DataKey currentDataKey() throws GeneralSecurityException {
        if (dataKey.events >= DATA_KEY_EVENTS || !clock.instant().isBefore(dataKey.expires)) {
            dataKey = newDataKey();
        }
        dataKey.events++;
        return dataKey;
    }

    private DataKey newDataKey() throws GeneralSecurityException {
        byte[] key = Random.randBytes(DATA_KEY_BYTES);
        byte[] wrapped = publicKey.encrypt(key, WRAPPING_CONTEXT);
        return new DataKey(new AesGcmJce(key), wrapped, clock.instant().plus(DATA_KEY_LIFETIME));
    }

    private static final class DataKey {
        private final AesGcmJce cipher;
        private final byte[] wrapped;
        private final Instant expires;
        private int events;

        DataKey(AesGcmJce cipher, byte[] wrapped, Instant expires) {
            this.cipher = cipher;
            this.wrapped = wrapped;
            this.expires = expires;
        }
    }
}
