package hookline.schemas.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AesGcmKey;
import hookline.schemas.PublishedEvent.Encrypted;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;

/** The keys of one encryption keyset, ready to use. Immutable and thread-safe. */
final class PayloadKeys {
    private static final String ENVELOPE_VERSION = "hookline payload 1";

    private final Aead whole;
    private final Map<String, Segments> segments;
    private final String primary;

    private PayloadKeys(Aead whole, Map<String, Segments> segments, String primary) {
        this.whole = whole;
        this.segments = segments;
        this.primary = primary;
    }

    /**
     * Reads them.
     *
     * @throws GeneralSecurityException where the text is no encryption keyset; the message quotes nothing of it
     */
    static PayloadKeys of(String keyset) throws GeneralSecurityException {
        KeysetHandle handle = Keysets.read(keyset);
        Aead whole = Keysets.primitive(handle, Aead.class);
        Map<String, Segments> segments = new HashMap<>();
        for (int i = 0; i < handle.size(); i++) {
            KeysetHandle.Entry entry = handle.getAt(i);
            if (!(entry.getKey() instanceof AesGcmKey key)) {
                throw new GeneralSecurityException(
                        "the keyset is of the wrong kind: all its keys must be AES-GCM keys");
            }
            segments.put(Keysets.keyId(entry), new Segments(key));
        }
        return new PayloadKeys(whole, Map.copyOf(segments), Keysets.keyId(handle.getPrimary()));
    }

    String primary() {
        return primary;
    }

    boolean has(String keyId) {
        return segments.containsKey(keyId);
    }

    byte[] encrypt(String algorithm, byte[] payload, String eventId, String sessionId, String hookType)
            throws GeneralSecurityException {
        byte[] bound = associatedData(algorithm, primary, eventId, sessionId, hookType);
        return algorithm.equals(Encrypted.SEGMENTED)
                ? segments(primary).encrypt(payload, bound)
                : whole.encrypt(payload, bound);
    }

    byte[] decrypt(Encrypted envelope, byte[] ciphertext, String eventId, String sessionId, String hookType)
            throws GeneralSecurityException {
        byte[] bound = associatedData(envelope.algorithm(), envelope.keyId(), eventId, sessionId, hookType);
        return envelope.algorithm().equals(Encrypted.SEGMENTED)
                ? segments(envelope.keyId()).decrypt(ciphertext, bound)
                : whole.decrypt(ciphertext, bound);
    }

    private Segments segments(String keyId) throws GeneralSecurityException {
        Segments found = segments.get(keyId);
        if (found == null) {
            throw new GeneralSecurityException("the keyset has no such key");
        }
        return found;
    }

    /** The key id is part of it, since Tink does not authenticate the key id it puts before a ciphertext. */
    private static byte[] associatedData(
            String algorithm, String keyId, String eventId, String sessionId, String hookType) {
        return AssociatedFields.of(ENVELOPE_VERSION, algorithm, keyId, eventId, sessionId, hookType);
    }
}
