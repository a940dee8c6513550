package hookline.settings;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What the agent needs to ship the spool.
 *
 * @param partitions 0 to adopt what Redis has stored
 * @param maxPayloadSize in bytes
 * @param spoolMaxBytes what the spool may take on disk
 * @param trim whether bulk that no reader needs is taken out of events
 */
public record AgentSettings(
        RedisSettings redis,
        Path home,
        int partitions,
        int maxPayloadSize,
        long spoolMaxBytes,
        boolean trim,
        int batchSize,
        Duration batchTimeout,
        Duration resendWindow,
        SecretSource sealingPublicKey,
        AuditSettings audit,
        Endpoint endpoint,
        IngestSettings ingest) {

    public static AgentSettings from(Environment environment) {
        return SettingValues.read(environment, values -> {
            Endpoint endpoint = Endpoint.from(values, HooklineVariables.AGENT_PORT);
            return new AgentSettings(
                    RedisSettings.from(values),
                    values.folder(HooklineVariables.HOME),
                    values.find(HooklineVariables.PARTITIONS).orElse(0),
                    values.get(HooklineVariables.MAX_PAYLOAD_SIZE),
                    values.get(HooklineVariables.SPOOL_MAX_BYTES),
                    values.get(HooklineVariables.TRIM),
                    values.get(HooklineVariables.BATCH_SIZE),
                    values.get(HooklineVariables.BATCH_TIMEOUT),
                    values.get(HooklineVariables.RESEND_WINDOW),
                    values.secret(HooklineVariables.SEALING_PUBLIC_KEY),
                    AuditSettings.from(values),
                    endpoint,
                    IngestSettings.from(values, endpoint));
        });
    }
}
