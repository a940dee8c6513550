package hookline.settings;

import java.nio.file.Path;

/**
 * What it takes to install hooks: where they leave their events, and how they reach the agent's port.
 *
 * @param maxPayloadSize in bytes
 * @param ownMaxPayloadSize whether that differs from what the hook shim takes by itself
 * @param agent where the agent listens
 * @param token whether the agent asks for a bearer token
 * @param tls whether the agent speaks TLS
 */
public record HookSettings(
        Path home, int maxPayloadSize, boolean ownMaxPayloadSize, Endpoint agent, boolean token, boolean tls) {
    public static HookSettings from(Environment environment) {
        return SettingValues.read(environment, values -> {
            int maxPayloadSize = values.get(HooklineVariables.MAX_PAYLOAD_SIZE);
            String byDefault =
                    HooklineVariables.MAX_PAYLOAD_SIZE.fallback().value().get();
            return new HookSettings(
                    values.folder(HooklineVariables.HOME),
                    maxPayloadSize,
                    !Integer.toString(maxPayloadSize).equals(byDefault),
                    Endpoint.from(values, HooklineVariables.AGENT_PORT),
                    values.isSet(HooklineVariables.AGENT_TOKEN),
                    values.isSet(HooklineVariables.AGENT_TLS_CERT));
        });
    }
}
