package hookline.settings;

import static hookline.settings.HooklineVariables.AGENT_TLS_CERT;
import static hookline.settings.HooklineVariables.AGENT_TLS_KEY;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What a server shows its clients, as PEM files that may change while it runs.
 *
 * @param certificate the certificate and its chain
 * @param key its private key; the file is refused where others may read it
 */
public record ServerTlsSettings(Path certificate, SecretSource key) {

    static Optional<ServerTlsSettings> from(SettingValues values) {
        if (values.isSet(AGENT_TLS_CERT) != values.isSet(AGENT_TLS_KEY)) {
            values.problem("HOOKLINE_AGENT_TLS_CERT and HOOKLINE_AGENT_TLS_KEY belong together; set both or neither");
        }
        Optional<Path> certificate = values.existingFile(AGENT_TLS_CERT);
        Optional<SecretSource> key =
                values.existingFile(AGENT_TLS_KEY).map(file -> new SecretFile(AGENT_TLS_KEY.name(), file));
        return certificate.flatMap(path -> key.map(source -> new ServerTlsSettings(path, source)));
    }

    /**
     * What the files hold now.
     *
     * @throws InvalidSettingsException where they cannot serve
     * @throws SecretUnavailableException where the key cannot be read, or others can read it
     */
    public TlsIdentity identity(Instant now) {
        return TlsIdentity.read(AGENT_TLS_CERT.name(), certificate, key, now);
    }
}
