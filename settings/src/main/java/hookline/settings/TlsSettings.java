package hookline.settings;

import static hookline.settings.RedisVariables.TLS;
import static hookline.settings.RedisVariables.TLS_CA;
import static hookline.settings.RedisVariables.TLS_CERT;
import static hookline.settings.RedisVariables.TLS_KEY;
import static hookline.settings.RedisVariables.TLS_SKIP_VERIFY;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How connections to Redis are encrypted, by PEM files that may change while a process runs; certificate and key are
 * there together or not at all.
 *
 * @param ca the authorities to trust; empty for those of the JDK
 * @param key the private key; its file is refused where others may read it
 */
public record TlsSettings(
        boolean enabled,
        Optional<Path> ca,
        Optional<Path> certificate,
        Optional<SecretSource> key,
        boolean skipVerify) {

    public static TlsSettings from(Environment environment) {
        return SettingValues.read(environment, TlsSettings::from);
    }

    static TlsSettings from(SettingValues values) {
        if (values.isSet(TLS_CERT) != values.isSet(TLS_KEY)) {
            values.problem("REDIS_TLS_CERT and REDIS_TLS_KEY belong together; set both or neither");
        }
        // An explicit "false" is a choice; a forgotten switch would send the password in the clear.
        if (!values.isSet(TLS) && Stream.of(TLS_CA, TLS_CERT, TLS_KEY).anyMatch(values::isSet)) {
            values.problem("REDIS_TLS is not set, but a file for it is; set REDIS_TLS to true or false");
        }
        return new TlsSettings(
                values.get(TLS),
                values.existingFile(TLS_CA),
                values.existingFile(TLS_CERT),
                values.existingFile(TLS_KEY).map(file -> new SecretFile(TLS_KEY.name(), file)),
                values.get(TLS_SKIP_VERIFY));
    }

    /**
     * Whom to trust now; empty for the JDK's own authorities.
     *
     * @throws InvalidSettingsException where the file holds no certificates
     */
    public List<X509Certificate> authorities() {
        return ca.map(file -> CertificateFile.read(TLS_CA.name() + '=' + file, file))
                .orElse(List.of());
    }

    /** The files whose certificates connections stand on, and whose end is the end of them. */
    public List<ConfiguredCertificate> certificates() {
        if (!enabled) {
            return List.of();
        }
        Stream<ConfiguredCertificate> authorities = ca
                .filter(file -> !skipVerify)
                .map(file -> new ConfiguredCertificate("redis-ca", TLS_CA.name(), file))
                .stream();
        Stream<ConfiguredCertificate> own =
                certificate.map(file -> new ConfiguredCertificate("redis-client", TLS_CERT.name(), file)).stream();
        return Stream.concat(authorities, own).toList();
    }

    /**
     * What the client shows the server now; empty without mutual TLS.
     *
     * @throws InvalidSettingsException where the files cannot serve
     * @throws SecretUnavailableException where the key cannot be read, or others can read it
     */
    public Optional<TlsIdentity> identity(Instant now) {
        return certificate.map(file -> TlsIdentity.read(TLS_CERT.name(), file, key.orElseThrow(), now));
    }
}
