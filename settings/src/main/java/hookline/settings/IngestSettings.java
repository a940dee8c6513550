package hookline.settings;

import static hookline.settings.HooklineVariables.AGENT_RATE_LIMIT;
import static hookline.settings.HooklineVariables.AGENT_TLS_CERT;
import static hookline.settings.HooklineVariables.AGENT_TLS_KEY;
import static hookline.settings.HooklineVariables.AGENT_TOKEN;
import static hookline.settings.HooklineVariables.BIND_ADDRESS;

import java.util.ArrayList;
import java.util.List;
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
        if (!endpoint.isLoopback()) {
            List<String> missing = new ArrayList<>();
            if (!values.isSet(AGENT_TOKEN)) {
                missing.add(AGENT_TOKEN.fileName());
            }
            if (!values.isSet(AGENT_TLS_CERT)) {
                missing.add(AGENT_TLS_CERT.name());
            }
            if (!values.isSet(AGENT_TLS_KEY)) {
                missing.add(AGENT_TLS_KEY.name());
            }
            if (!missing.isEmpty()) {
                values.problem(BIND_ADDRESS.name() + " is " + Quoted.of(endpoint.address())
                        + ", which other hosts may reach, and the agent takes hooks there only over TLS and with a"
                        + " token; set " + String.join(", ", missing) + " too, or leave it at 127.0.0.1");
            }
        }
        return new IngestSettings(
                values.findSecret(AGENT_TOKEN), values.get(AGENT_RATE_LIMIT), ServerTlsSettings.from(values));
    }
}
