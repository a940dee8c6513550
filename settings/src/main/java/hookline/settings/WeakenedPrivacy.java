package hookline.settings;

import java.util.ArrayList;
import java.util.List;

/** Settings that someone has chosen against privacy, or that can be used so, by their names. */
public final class WeakenedPrivacy {
    private WeakenedPrivacy() {}

    /** Those of this process; empty where all are as they should be. */
    public static List<String> in(Environment environment) {
        return SettingValues.read(environment, values -> {
            List<String> weakened = new ArrayList<>();
            if (!values.get(HooklineVariables.ENCRYPTION)) {
                weakened.add(HooklineVariables.ENCRYPTION.name());
            }
            if (values.findPath(HooklineVariables.REDACTION_RULES).isPresent()) {
                weakened.add(HooklineVariables.REDACTION_RULES.name());
            }
            if (values.get(RedisVariables.TLS_SKIP_VERIFY)) {
                weakened.add(RedisVariables.TLS_SKIP_VERIFY.name());
            }
            if (!Endpoint.from(values, HooklineVariables.AGENT_PORT).isLoopback()) {
                weakened.add(HooklineVariables.BIND_ADDRESS.name());
            }
            return weakened;
        });
    }
}
