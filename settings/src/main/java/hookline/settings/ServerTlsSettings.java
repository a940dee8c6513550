package hookline.settings;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What a server shows its clients, as PEM files that may change while it runs.
 *
 * @param setting the name of the setting that the certificate came from
 * @param certificate the certificate and its chain
 * @param key its private key; the file is refused where others may read it
 */
public record ServerTlsSettings(String setting, Path certificate, SecretSource key) {

    static Optional<ServerTlsSettings> from(SettingValues values, Setting<Path> certificate, Setting<Path> key) {
        if (values.isSet(certificate) != values.isSet(key)) {
            values.problem(certificate.name() + " and " + key.name() + " belong together; set both or neither");
        }
        Optional<Path> file = values.existingFile(certificate);
        Optional<SecretSource> source = values.existingFile(key).map(path -> new SecretFile(key.name(), path));
        return file.flatMap(path -> source.map(secret -> new ServerTlsSettings(certificate.name(), path, secret)));
    }

    /** What clients see, and what they refuse once it has expired. */
    public ConfiguredCertificate shown(String use) {
        return new ConfiguredCertificate(use, setting, certificate);
    }

    /**
     * What the files hold now.
     *
     * @throws InvalidSettingsException where they cannot serve
     * @throws SecretUnavailableException where the key cannot be read, or others can read it
     */
    public TlsIdentity identity(Instant now) {
        return TlsIdentity.read(setting, certificate, key, now);
    }
}
