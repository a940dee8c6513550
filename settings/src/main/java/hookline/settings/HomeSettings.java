package hookline.settings;

import java.nio.file.Path;

/** What the commands need that only put events into the spool or install hooks: no Redis. */
public record HomeSettings(Path home, int maxPayloadSize) {
    public static HomeSettings from(Environment environment) {
        return SettingValues.read(
                environment,
                values -> new HomeSettings(
                        values.folder(HooklineVariables.HOME), values.get(HooklineVariables.MAX_PAYLOAD_SIZE)));
    }
}
