package hookline.schemas.crypto;

import com.google.crypto.tink.HybridDecrypt;
import hookline.schemas.HookCapture;
import hookline.schemas.RawHook;
import hookline.schemas.SingleObject;
import hookline.schemas.UndecodableException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens what {@link Sealing} closed, with any private key of the keyset; a changed byte or identity opens nothing.
 *
 * <p>Keeps the data keys it has unwrapped last, so that the asymmetric step is paid once a key and not once an event.
 * Where no key opens an event, the keyset is read again before that is said, at most every 10 s: a rotation needs no
 * restart, and forged events cause no load. Thread-safe.
 */
public final class Unsealing {
    /** One key a minute and agent: enough for hundreds of agents, at about 1 KB each. */
    private static final int CACHED_DATA_KEYS = 1024;

    /** One byte of version and four of key id, in big-endian order (Tink's wire format). */
    private static final int TINK_PREFIX_BYTES = 5;

    static final Duration BETWEEN_READINGS = Duration.ofSeconds(10);

    private final RotatingKeys<HybridDecrypt> privateKeys;
    private final InstantSource clock;
    private final Object reading = new Object();
    private @Nullable Instant lastReading;
    private final Map<ByteBuffer, OpeningKey> dataKeys = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, OpeningKey> eldest) {
            return size() > CACHED_DATA_KEYS;
        }
    };

    private Unsealing(RotatingKeys<HybridDecrypt> privateKeys, InstantSource clock) {
        this.privateKeys = privateKeys;
        this.clock = clock;
    }

    /**
     * Opens with the private keys of a sealing keyset.
     *
     * @throws GeneralSecurityException where the text is no private sealing keyset; the message quotes nothing of it
     */
    public static Unsealing with(String sealingKeyset) throws GeneralSecurityException {
        return with(() -> sealingKeyset, InstantSource.system(), neverAsItStays -> {});
    }

    /**
     * Opens with the private keys of a sealing keyset as it is then.
     *
     * @param onFailure told why it could not be read again; the last keys go on opening
     * @throws GeneralSecurityException where the text is no private sealing keyset; the message quotes nothing of it
     */
    public static Unsealing with(
            Supplier<String> sealingKeyset, InstantSource clock, Consumer<? super Exception> onFailure)
            throws GeneralSecurityException {
        return new Unsealing(
                new RotatingKeys<>(
                        sealingKeyset,
                        keyset -> Keysets.primitive(Keysets.read(keyset), HybridDecrypt.class),
                        onFailure),
                clock);
    }

    /**
     * What was captured.
     *
     * @throws UndecodableException where no key opens it or it was changed on the way
     */
    public HookCapture open(RawHook hook) throws UndecodableException {
        try {
            byte[] opened = dataKey(hook.getWrappedKey())
                    .open(
                            bytes(hook.getSealed()),
                            Sealing.identity(
                                    hook.getId(), hook.getSessionId(), hook.getSequence(), hook.getCapturedAt()));
            return SingleObject.HOOK_CAPTURE.decode(opened);
        } catch (GeneralSecurityException e) {
            throw new UndecodableException("no key of the sealing keyset opens it, or it was changed on the way");
        }
    }

    /** The id of the key that a sealed event needs, as Tink writes it before what it encrypts; empty where there is none. */
    public static Optional<String> keyId(RawHook hook) {
        ByteBuffer wrapped = hook.getWrappedKey().duplicate();
        return wrapped.remaining() < TINK_PREFIX_BYTES
                ? Optional.empty()
                : Optional.of(Integer.toUnsignedString(wrapped.getInt(wrapped.position() + 1)));
    }

    private OpeningKey dataKey(ByteBuffer wrapped) throws GeneralSecurityException {
        synchronized (dataKeys) {
            OpeningKey known = dataKeys.get(wrapped);
            if (known != null) {
                return known;
            }
        }
        byte[] key = bytes(wrapped);
        // Without the lock: reading the keyset may take long, and holds up nobody whose key is known.
        OpeningKey unwrapped = new OpeningKey(unwrap(key));
        synchronized (dataKeys) {
            dataKeys.put(ByteBuffer.wrap(key), unwrapped);
        }
        return unwrapped;
    }

    private byte[] unwrap(byte[] wrapped) throws GeneralSecurityException {
        HybridDecrypt tried = privateKeys.current();
        try {
            return tried.decrypt(wrapped, Sealing.WRAPPING_CONTEXT);
        } catch (GeneralSecurityException unknownKey) {
            if (!hasOthersThan(tried)) {
                throw unknownKey;
            }
            return privateKeys.current().decrypt(wrapped, Sealing.WRAPPING_CONTEXT);
        }
    }

    private boolean hasOthersThan(HybridDecrypt tried) {
        synchronized (reading) {
            if (privateKeys.current() != tried) {
                return true;
            }
            Instant now = clock.instant();
            Instant last = lastReading;
            if (last != null && now.isBefore(last.plus(BETWEEN_READINGS))) {
                return false;
            }
            lastReading = now;
            return privateKeys.readAgain();
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
