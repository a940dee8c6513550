package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HookSettingsTest {
    @Test
    void hasDefaultsForAll() {
        assertEquals(
                new HookSettings(
                        Path.of("/home/someone/.hookline"),
                        1048576,
                        false,
                        new Endpoint("127.0.0.1", 7720),
                        false,
                        false),
                HookSettings.from(Environment.load(Map.of(), Path.of("/home/someone"))));
    }

    @Test
    void mapsEverySetting() {
        assertEquals(
                new HookSettings(Path.of("/srv/hookline"), 2048, true, new Endpoint("0.0.0.0", 7799), true, true),
                HookSettings.from(Environment.of(Map.of(
                        "HOOKLINE_HOME", "/srv/hookline",
                        "HOOKLINE_MAX_PAYLOAD_SIZE", "2048",
                        "HOOKLINE_BIND_ADDRESS", "0.0.0.0",
                        "HOOKLINE_AGENT_PORT", "7799",
                        "HOOKLINE_AGENT_TOKEN_FILE", "/run/secrets/token",
                        "HOOKLINE_AGENT_TLS_CERT", "/etc/agent.pem"))));
    }
}
