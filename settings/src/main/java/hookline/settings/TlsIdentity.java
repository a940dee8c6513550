package hookline.settings;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * A certificate that is valid now, its chain and the private key that belongs to it.
 *
 * <p>Whatever is wrong with the files is said in one line that names the file and what to do, and quotes nothing of it.
 */
public record TlsIdentity(List<X509Certificate> chain, PrivateKey key) {
    /** By the algorithm of the public key, how its private key signs. */
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    private static final byte[] PROBE = "probe".getBytes(StandardCharsets.US_ASCII);

    public TlsIdentity {
        chain = List.copyOf(chain);
    }

    /**
     * Reads both files.
     *
     * @param setting what names the file of the certificate and its chain
     * @throws InvalidSettingsException where they cannot serve
     * @throws SecretUnavailableException where the key cannot be read, or others can read it
     */
    static TlsIdentity read(String setting, Path certificate, SecretSource key, Instant now) {
        String name = setting + '=' + certificate;
        List<X509Certificate> chain = validChain(name, certificate, now);
        return new TlsIdentity(chain, key(name, chain.get(0).getPublicKey(), key));
    }

    /** As TLS names it. */
    public String algorithm() {
        return chain.get(0).getPublicKey().getAlgorithm();
    }

    private static List<X509Certificate> validChain(String name, Path file, Instant now) {
        List<X509Certificate> chain = CertificateFile.read(name, file);
        X509Certificate own = chain.get(0);
        try {
            own.checkValidity(Date.from(now));
        } catch (CertificateExpiredException e) {
            throw InvalidSettingsException.of(
                    name + " expired on " + own.getNotAfter().toInstant() + "; renew it");
        } catch (CertificateNotYetValidException e) {
            throw InvalidSettingsException.of(
                    name + " is valid only from " + own.getNotBefore().toInstant() + " on; check this host's clock");
        }
        return chain;
    }

    private static PrivateKey key(String certificate, PublicKey certified, SecretSource source) {
        String name = source.origin();
        String signature = SIGNATURES.get(certified.getAlgorithm());
        if (signature == null) {
            throw InvalidSettingsException.of(
                    certificate + " is for a key of " + certified.getAlgorithm() + "; RSA, EC and Ed25519 are taken");
        }
        byte[] der = pkcs8(name, Pem.blocks(source.read().reveal()));
        try {
            PrivateKey key =
                    KeyFactory.getInstance(certified.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(der));
            if (areOnePair(key, certified, signature)) {
                return key;
            }
        } catch (GeneralSecurityException e) {
            // A key of another kind, or a broken one; neither is this certificate's, and the cause may quote it.
        }
        throw InvalidSettingsException.of(name + " is not the key of the first certificate in " + certificate
                + "; give the two that belong together");
    }

    private static boolean areOnePair(PrivateKey key, PublicKey certified, String algorithm)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update(PROBE);
        return signature.verify(signed);
    }

    private static byte[] pkcs8(String name, List<Pem> blocks) {
        for (Pem block : blocks) {
            if (block.type().equals("PRIVATE KEY")) {
                try {
                    return block.decoded();
                } catch (IllegalArgumentException e) {
                    throw InvalidSettingsException.of(name + " is broken; copy the file again");
                }
            }
            if (block.type().equals("ENCRYPTED PRIVATE KEY")) {
                throw InvalidSettingsException.of(name + " is encrypted, and nobody is there to type its password;"
                        + " decrypt it: openssl pkcs8 -in KEY -out NEW_KEY");
            }
            if (block.type().endsWith(" PRIVATE KEY")) {
                throw InvalidSettingsException.of(name + " is in the older form of " + block.type()
                        + "; convert it to PKCS #8: openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW_KEY");
            }
        }
        throw InvalidSettingsException.of(
                name + " holds no private key; it must be PEM, with a block that begins with" + " BEGIN PRIVATE KEY");
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "TlsIdentity[" + chain.get(0).getSubjectX500Principal() + ']';
    }
}
