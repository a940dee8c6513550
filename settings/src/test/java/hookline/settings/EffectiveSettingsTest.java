package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffectiveSettingsTest {
    @TempDir
    Path home;

    @Test
    void showsEverySettingInTheOrderOfTheReference() {
        assertEquals(
                Catalogue.SETTINGS.stream().map(Setting::name).toList(),
                EffectiveSettings.of(Environment.of(Map.of())).stream()
                        .map(EffectiveSetting::name)
                        .toList());
    }

    @Test
    void showsDefaults() {
        Environment environment = Environment.of(Map.of());

        assertEquals(new EffectiveSetting("REDIS_PORT", "6379", "default"), shown("REDIS_PORT", environment));
        assertEquals(new EffectiveSetting("REDIS_HOST", "not set", "default"), shown("REDIS_HOST", environment));
        assertEquals(
                new EffectiveSetting("HOOKLINE_MAX_CONCURRENT", ThisProcess.cores(), "default"),
                shown("HOOKLINE_MAX_CONCURRENT", environment));
        assertEquals("not set", shown("REDIS_PASSWORD", environment).value());
    }

    @Test
    void tellsWhereValuesComeFrom() throws IOException {
        Path file = PrivateFiles.write(
                home.resolve(".claude").resolve("redis_config.env"),
                "REDIS_HOST=redis\nREDIS_PORT=7000\n",
                "rw-------");
        Environment environment = Environment.load(Map.of("REDIS_PORT", "7001", "BATCH_SIZE", "64"), home);

        assertEquals(new EffectiveSetting("REDIS_HOST", "redis", file.toString()), shown("REDIS_HOST", environment));
        assertEquals(new EffectiveSetting("REDIS_PORT", "7001", "environment"), shown("REDIS_PORT", environment));
        assertEquals(
                new EffectiveSetting("HOOKLINE_BATCH_SIZE", "64", "BATCH_SIZE"),
                shown("HOOKLINE_BATCH_SIZE", environment));
    }

    @Test
    void masksSecretsInEveryForm() {
        Environment environment = Environment.of(Map.of(
                "REDIS_PASSWORD", "sesame",
                "HOOKLINE_SEALING_KEYSET_FILE", "/run/secrets/sealing",
                "HOOKLINE_ENCRYPTION_KEYSET_COMMAND", "openssl -k sesame",
                "REDIS_HOST", "redis://me:sesame@redis"));

        assertEquals(
                new EffectiveSetting("REDIS_PASSWORD", "***", "environment"), shown("REDIS_PASSWORD", environment));
        assertEquals(
                new EffectiveSetting(
                        "HOOKLINE_SEALING_KEYSET", "***", "HOOKLINE_SEALING_KEYSET_FILE=/run/secrets/sealing"),
                shown("HOOKLINE_SEALING_KEYSET", environment));
        assertEquals(
                new EffectiveSetting("HOOKLINE_ENCRYPTION_KEYSET", "***", "HOOKLINE_ENCRYPTION_KEYSET_COMMAND"),
                shown("HOOKLINE_ENCRYPTION_KEYSET", environment));
        assertFalse(EffectiveSettings.of(environment).toString().contains("sesame"));
    }

    @Test
    void showsWhatIsRefusedElsewhere() {
        assertEquals(
                "0",
                shown("HOOKLINE_BATCH_SIZE", Environment.of(Map.of("BATCH_SIZE", "0")))
                        .value());
    }

    private static EffectiveSetting shown(String name, Environment environment) {
        List<EffectiveSetting> shown = EffectiveSettings.of(environment).stream()
                .filter(setting -> setting.name().equals(name))
                .toList();
        assertEquals(1, shown.size());
        return shown.get(0);
    }
}
