package hookline.schemas.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HybridConfig;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes and reads the two kinds of keyset, as Tink's JSON.
 *
 * <p>The sealing keyset (HPKE: X25519, HKDF-SHA256, AES-256-GCM) has a public half for agents; the encryption keyset
 * (AES-256-GCM) is for processors and readers.
 */
public final class Keysets {
    private static final String NO_KEYSET = "A keyset of a fixed kind could not be made";

    private static final Configuration TINK = tink();

    private Keysets() {}

    /** A new private sealing keyset. */
    public static String newSealingKeyset() {
        return generate(sealingParameters());
    }

    /**
     * A sealing keyset with one more key, which is the one to seal to from now on; all others go on opening.
     *
     * @throws GeneralSecurityException where the text is no private sealing keyset; the message quotes nothing of it
     */
    public static String withNewSealingKey(String sealingKeyset) throws GeneralSecurityException {
        KeysetHandle keyset = read(sealingKeyset);
        primitive(keyset, HybridDecrypt.class);
        return withNewKey(keyset, sealingParameters());
    }

    /**
     * An encryption keyset with one more key, which encrypts from now on; all others go on decrypting.
     *
     * @throws GeneralSecurityException where the text is no encryption keyset; the message quotes nothing of it
     */
    public static String withNewEncryptionKey(String encryptionKeyset) throws GeneralSecurityException {
        KeysetHandle keyset = read(encryptionKeyset);
        primitive(keyset, Aead.class);
        return withNewKey(keyset, PredefinedAeadParameters.AES256_GCM);
    }

    /**
     * The keyset without one of its keys, of which nothing is left.
     *
     * @throws GeneralSecurityException where the text is no keyset, has no such key, or it is the primary one
     */
    public static String without(String keyset, String keyId) throws GeneralSecurityException {
        KeysetHandle handle = read(keyset);
        if (!keyIds(keyset).contains(keyId)) {
            throw new GeneralSecurityException("there is no key " + keyId);
        }
        if (keyId(handle.getPrimary()).equals(keyId)) {
            throw new GeneralSecurityException("key " + keyId + " is the primary one, which is in use");
        }
        return serialized(KeysetHandle.newBuilder(handle)
                .deleteAt(keyIds(handle).indexOf(keyId))
                .build());
    }

    /** A new encryption keyset. */
    public static String newEncryptionKeyset() {
        return generate(PredefinedAeadParameters.AES256_GCM);
    }

    /**
     * The public half of a sealing keyset.
     *
     * @throws GeneralSecurityException where the text is no private sealing keyset; the message quotes nothing of it
     */
    public static String publicHalf(String sealingKeyset) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeysetWithoutSecret(
                read(sealingKeyset).getPublicKeysetHandle(), TINK);
    }

    /**
     * The ids of a keyset's keys, the primary one first.
     *
     * @throws GeneralSecurityException where the text is no keyset; the message quotes nothing of it
     */
    public static List<String> keyIds(String keyset) throws GeneralSecurityException {
        KeysetHandle handle = read(keyset);
        List<String> ids = keyIds(handle);
        ids.remove(keyId(handle.getPrimary()));
        ids.add(0, keyId(handle.getPrimary()));
        return List.copyOf(ids);
    }

    private static List<String> keyIds(KeysetHandle keyset) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < keyset.size(); i++) {
            ids.add(keyId(keyset.getAt(i)));
        }
        return ids;
    }

    private static String withNewKey(KeysetHandle keyset, Parameters parameters) throws GeneralSecurityException {
        KeysetHandle.Builder.Entry added =
                KeysetHandle.generateEntryFromParameters(parameters).withRandomId();
        KeysetHandle.Builder rotated = KeysetHandle.newBuilder(keyset).addEntry(added);
        added.makePrimary();
        return serialized(rotated.build());
    }

    static KeysetHandle read(String json) throws GeneralSecurityException {
        KeysetHandle keyset;
        try {
            keyset = TinkJsonProtoKeysetFormat.parseKeyset(json, TINK, InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException | RuntimeException e) {
            // Tink's messages may quote what they could not parse.
            throw new GeneralSecurityException("not a Tink keyset in JSON");
        }
        try {
            keyset.getPrimary();
        } catch (IllegalStateException e) {
            throw new GeneralSecurityException("the keyset has no primary key that is enabled", e);
        }
        return keyset;
    }

    static <P> P primitive(KeysetHandle keyset, Class<P> kind) throws GeneralSecurityException {
        try {
            return keyset.getPrimitive(TINK, kind);
        } catch (GeneralSecurityException e) {
            throw new GeneralSecurityException(
                    "the keyset is of the wrong kind: "
                            + (kind == Aead.class
                                    ? "an encryption keyset is needed"
                                    : "a sealing keyset is needed, the public half for agents, the private one for"
                                            + " processors"),
                    e);
        }
    }

    /** Tink's key id as the unsigned decimal number that its own tools print. */
    static String keyId(KeysetHandle.Entry entry) {
        return Integer.toUnsignedString(entry.getId());
    }

    private static Configuration tink() {
        try {
            AeadConfig.register();
            HybridConfig.register();
            return RegistryConfiguration.get();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink could not be set up", e);
        }
    }

    private static HpkeParameters sealingParameters() {
        try {
            return HpkeParameters.builder()
                    .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                    .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                    .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                    .setVariant(HpkeParameters.Variant.TINK)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(NO_KEYSET, e);
        }
    }

    private static String serialized(KeysetHandle keyset) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeyset(keyset, TINK, InsecureSecretKeyAccess.get());
    }

    private static String generate(Parameters parameters) {
        try {
            return serialized(KeysetHandle.generateNew(parameters, TINK));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(NO_KEYSET, e);
        }
    }
}
