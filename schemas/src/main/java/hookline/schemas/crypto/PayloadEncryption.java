package hookline.schemas.crypto;

import hookline.schemas.PublishedEvent.Encrypted;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Encrypts payloads with the primary key of the encryption keyset, bound to the event they belong to.
 *
 * <p>A ciphertext moved to another event, session, type or key decrypts to nothing. The keyset is read again every ten
 * seconds, so that a rotation needs no restart. Thread-safe.
 */
public final class PayloadEncryption {
    /** How long an old primary key stays in use after a rotation, at most. */
    public static final Duration READ_AGAIN = Duration.ofSeconds(10);

    private final RotatingKeys<PayloadKeys> keys;
    private final InstantSource clock;
    private final AtomicReference<Instant> due;

    private PayloadEncryption(RotatingKeys<PayloadKeys> keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
        this.due = new AtomicReference<>(clock.instant().plus(READ_AGAIN));
    }

    /**
     * Encrypts with this keyset.
     *
     * @throws GeneralSecurityException where the text is no encryption keyset, or this machine's cipher is broken; the
     *     message quotes nothing of the text
     */
    public static PayloadEncryption with(String encryptionKeyset) throws GeneralSecurityException {
        return with(() -> encryptionKeyset, InstantSource.system(), neverAsItStays -> {});
    }

    /**
     * Encrypts with the keyset as it is then.
     *
     * @param onFailure told why it could not be read again; encryption goes on with the last one
     * @throws GeneralSecurityException as {@link #with(String)}
     */
    public static PayloadEncryption with(
            Supplier<String> encryptionKeyset, InstantSource clock, Consumer<? super Exception> onFailure)
            throws GeneralSecurityException {
        GcmSelfTest.passed();
        return new PayloadEncryption(new RotatingKeys<>(encryptionKeyset, PayloadKeys::of, onFailure), clock);
    }

    /**
     * Encrypts one payload.
     *
     * @throws GeneralSecurityException where the cipher fails; nothing may then be published
     */
    public Encrypted encrypt(String json, String toolName, String eventId, String sessionId, String hookType)
            throws GeneralSecurityException {
        byte[] payload = json.getBytes(StandardCharsets.UTF_8);
        String algorithm = payload.length > Segments.FROM_BYTES ? Encrypted.SEGMENTED : Encrypted.WHOLE;
        PayloadKeys current = current();
        byte[] ciphertext = current.encrypt(algorithm, payload, eventId, sessionId, hookType);
        return new Encrypted(algorithm, current.primary(), Base64.getEncoder().encodeToString(ciphertext), toolName);
    }

    /** The id of the key that encrypts now. */
    public String keyId() {
        return current().primary();
    }

    private PayloadKeys current() {
        Instant now = clock.instant();
        Instant then = due.get();
        // One thread reads; the others go on with the keys they have.
        if (!now.isBefore(then) && due.compareAndSet(then, now.plus(READ_AGAIN))) {
            keys.readAgain();
        }
        return keys.current();
    }
}
