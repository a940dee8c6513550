package hookline.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How acts that matter for security are written down.
 *
 * @param key empty where they are not signed
 * @param file empty where they are written to Redis alone
 * @param retention the age at which they are removed from Redis
 * @param redis empty where no Redis is configured
 */
public record AuditSettings(
        Optional<SecretSource> key, Optional<Path> file, Duration retention, Optional<RedisSettings> redis) {
    public static AuditSettings from(Environment environment) {
        return SettingValues.read(environment, AuditSettings::from);
    }

    static AuditSettings from(SettingValues values) {
        return new AuditSettings(
                values.findSecret(HooklineVariables.AUDIT_KEY),
                values.findPath(HooklineVariables.AUDIT_FILE),
                values.get(HooklineVariables.AUDIT_RETENTION),
                RedisSettings.isConfigured(values) ? Optional.of(RedisSettings.from(values)) : Optional.empty());
    }

    /** User and host of the operating system. */
    public String who() {
        return System.getProperty("user.name", "?") + "@" + ThisProcess.hostName();
    }

    /** The user that Redis knows. */
    public String redisUser() {
        return redis.map(RedisSettings::username)
                .filter(name -> !name.isEmpty())
                .orElse("default");
    }
}
