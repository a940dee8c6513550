package hookline.settings;

import static hookline.settings.HooklineVariables.AGENT_RATE_LIMIT;
import static hookline.settings.HooklineVariables.AGENT_TLS_CERT;
import static hookline.settings.HooklineVariables.AGENT_TLS_KEY;
import static hookline.settings.HooklineVariables.AGENT_TOKEN;

import java.util.Optional;

/**
 * Who may post hooks to the agent, and whether the way there is encrypted; both are there wherever other hosts reach it.
 *
 * @param tokens empty where whoever reaches the port may post
 * @param rateLimit events a second that one client on another host may post, and as many at once; 0 for no limit
 * @param tls empty for plain HTTP
 */
public record IngestSettings(Optional<SecretSource> tokens, int rateLimit, Optional<ServerTlsSettings> tls) {

    static IngestSettings from(SettingValues values, Endpoint endpoint) {
        endpoint.requireLock(values, "the agent takes hooks", AGENT_TOKEN, AGENT_TLS_CERT, AGENT_TLS_KEY);
        return new IngestSettings(
                values.findSecret(AGENT_TOKEN),
                values.get(AGENT_RATE_LIMIT),
                ServerTlsSettings.from(values, AGENT_TLS_CERT, AGENT_TLS_KEY));
    }
}
