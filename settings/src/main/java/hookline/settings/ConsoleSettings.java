package hookline.settings;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What the console shows, and to whom.
 *
 * @param tokens empty where whoever reaches the port may look
 * @param tls empty for plain HTTP
 * @param metrics where the other processes show their meters
 * @param encryptionKeyset to decrypt payloads with, where that is asked for
 */
public record ConsoleSettings(
        RedisSettings redis,
        Endpoint endpoint,
        Optional<SecretSource> tokens,
        Optional<ServerTlsSettings> tls,
        List<URI> metrics,
        Optional<SecretSource> encryptionKeyset,
        AuditSettings audit) {

    public ConsoleSettings {
        metrics = List.copyOf(metrics);
    }

    public static ConsoleSettings from(Environment environment) {
        return SettingValues.read(environment, values -> {
            Endpoint endpoint = Endpoint.from(values, ConsoleVariables.PORT);
            endpoint.requireLock(
                    values,
                    "the console shows itself",
                    ConsoleVariables.TOKEN,
                    ConsoleVariables.TLS_CERT,
                    ConsoleVariables.TLS_KEY);
            return new ConsoleSettings(
                    RedisSettings.from(values),
                    endpoint,
                    values.findSecret(ConsoleVariables.TOKEN),
                    ServerTlsSettings.from(values, ConsoleVariables.TLS_CERT, ConsoleVariables.TLS_KEY),
                    values.get(ConsoleVariables.METRICS),
                    values.findSecret(HooklineVariables.ENCRYPTION_KEYSET),
                    AuditSettings.from(values));
        });
    }

    /** The same with these instead of the configured meters' addresses. */
    public ConsoleSettings withMetrics(List<URI> others) {
        return new ConsoleSettings(redis, endpoint, tokens, tls, others, encryptionKeyset, audit);
    }
}
