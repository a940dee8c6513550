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
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Closes captured events so that only a processor can open them; nothing else behind it sees what was captured.
 *
 * <p>Asymmetric encryption costs some 100 µs, so it wraps a data key that serves for a short interval and travels with
 * every event sealed under it. With each new data key the public key is read again, so that a rotation needs no restart.
 * Thread-safe.
 */
public final class Sealing {
    /** Bounds what one leaked data key opens, and how long an old public key stays in use after a rotation. */
    public static final Duration DATA_KEY_LIFETIME = Duration.ofMinutes(1);

    /** Far below the 2^32 messages that random 96-bit nonces allow under one key (NIST SP 800-38D, 8.3). */
    static final int DATA_KEY_EVENTS = 1 << 20;

    static final byte[] WRAPPING_CONTEXT = AssociatedFields.of("hookline data key", "1");
    private static final String SEALING_VERSION = "hookline raw 1";
    private static final int DATA_KEY_BYTES = 32;

    private final RotatingKeys<HybridEncrypt> publicKey;
    private final InstantSource clock;
    private DataKey dataKey;

    private Sealing(RotatingKeys<HybridEncrypt> publicKey, InstantSource clock) throws GeneralSecurityException {
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
        return to(() -> publicKeyset, clock, neverAsItStays -> {});
    }

    /**
     * Seals to the processors' public keyset as it is then.
     *
     * @param onFailure told why it could not be read again; sealing goes on with the last one
     * @throws GeneralSecurityException where the text is no public sealing keyset; the message quotes nothing of it
     */
    public static Sealing to(Supplier<String> publicKeyset, InstantSource clock, Consumer<? super Exception> onFailure)
            throws GeneralSecurityException {
        return new Sealing(new RotatingKeys<>(publicKeyset, keyset -> tried(Keysets.read(keyset)), onFailure), clock);
    }

    /** The same to the public half of a private keyset, for a processor that has to keep a plain event. */
    public static Sealing toOwner(
            Supplier<String> sealingKeyset, InstantSource clock, Consumer<? super Exception> onFailure)
            throws GeneralSecurityException {
        return new Sealing(
                new RotatingKeys<>(
                        sealingKeyset, keyset -> tried(Keysets.read(keyset).getPublicKeysetHandle()), onFailure),
                clock);
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
            throw new IllegalStateException("Sealing failed with a key that was tried before", e);
        }
    }

    /** What an event is bound to: nobody on its way can give its content to another event, session, place or time. */
    static byte[] identity(String id, String sessionId, long sequence, long capturedAt) {
        return AssociatedFields.of(SEALING_VERSION, id, sessionId, Long.toString(sequence), Long.toString(capturedAt));
    }

    private synchronized DataKey currentDataKey() throws GeneralSecurityException {
        if (dataKey.events >= DATA_KEY_EVENTS || !clock.instant().isBefore(dataKey.expires)) {
            publicKey.readAgain();
            dataKey = newDataKey();
        }
        dataKey.events++;
        return dataKey;
    }

    private DataKey newDataKey() throws GeneralSecurityException {
        byte[] key = Random.randBytes(DATA_KEY_BYTES);
        byte[] wrapped = publicKey.current().encrypt(key, WRAPPING_CONTEXT);
        return new DataKey(new AesGcmJce(key), wrapped, clock.instant().plus(DATA_KEY_LIFETIME));
    }

    private static HybridEncrypt tried(KeysetHandle publicKeyset) throws GeneralSecurityException {
        HybridEncrypt key = Keysets.primitive(publicKeyset, HybridEncrypt.class);
        // A keyset that is well-formed and cannot encrypt must not take the place of one that can.
        key.encrypt(new byte[DATA_KEY_BYTES], WRAPPING_CONTEXT);
        return key;
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
