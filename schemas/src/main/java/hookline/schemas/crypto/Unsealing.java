package hookline.schemas.crypto;

import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.subtle.AesGcmJce;
import hookline.schemas.HookCapture;
import hookline.schemas.RawHook;
import hookline.schemas.SingleObject;
import hookline.schemas.UndecodableException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Opens what {@link Sealing} closed, with any private key of the keyset; a changed byte or identity opens nothing.
 *
 * <p>Keeps the data keys it has unwrapped last, so that the asymmetric step is paid once a key and not once an event.
 * Thread-safe.
 */
public final class Unsealing {
    /** One key a minute and agent: enough for hundreds of agents, at about 1 KB each. */
    private static final int CACHED_DATA_KEYS = 1024;

    private final HybridDecrypt privateKeys;
    private final Map<ByteBuffer, AesGcmJce> dataKeys = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, AesGcmJce> eldest) {
            return size() > CACHED_DATA_KEYS;
        }
    };

    private Unsealing(HybridDecrypt privateKeys) {
        this.privateKeys = privateKeys;
    }

    /**
     * Opens with the private keys of a sealing keyset.
     *
     * @throws GeneralSecurityException where the text is no private sealing keyset; the message quotes nothing of it
     */
    public static Unsealing with(String sealingKeyset) throws GeneralSecurityException {
        return new Unsealing(Keysets.primitive(Keysets.read(sealingKeyset), HybridDecrypt.class));
    }

    /**
     * What was captured.
     *
     * @throws UndecodableException where no key opens it or it was changed on the way
     */
    public HookCapture open(RawHook hook) throws UndecodableException {
        try {
            byte[] opened = dataKey(hook.getWrappedKey())
                    .decrypt(
                            bytes(hook.getSealed()),
                            Sealing.identity(
                                    hook.getId(), hook.getSessionId(), hook.getSequence(), hook.getCapturedAt()));
            return SingleObject.HOOK_CAPTURE.decode(opened);
        } catch (GeneralSecurityException e) {
            throw new UndecodableException("no key of the sealing keyset opens it, or it was changed on the way");
        }
    }

    private AesGcmJce dataKey(ByteBuffer wrapped) throws GeneralSecurityException {
        synchronized (dataKeys) {
            AesGcmJce known = dataKeys.get(wrapped);
            if (known == null) {
                known = new AesGcmJce(privateKeys.decrypt(bytes(wrapped), Sealing.WRAPPING_CONTEXT));
                dataKeys.put(ByteBuffer.wrap(bytes(wrapped)), known);
            }
            return known;
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
