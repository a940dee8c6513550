package hookline.cli.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.client.HookScript;
import hookline.schemas.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PluginHooksTest {
    private static final Path PLUGIN =
            Path.of(System.getProperty("hookline.checkout")).resolve("deploy/claude-code-plugin");

    @Test
    void thePluginHasTheHooksThatAnInstallWrites() throws IOException {
        assertEquals(PluginHooks.hooks(), Files.readString(PLUGIN.resolve("hooks/hooks.json")));
        assertEquals(
                30,
                JsonText.read(PluginHooks.hooks(), "it")
                        .get("hooks")
                        .orElseThrow()
                        .members()
                        .size());
    }

    @Test
    void thePluginHasTheShimOfThisVersion() throws IOException {
        Path shim = PLUGIN.resolve("bin/hookline-hook");
        assertEquals(HookScript.source(), Files.readString(shim));
        assertTrue(Files.isExecutable(shim));
        JsonNode manifest = JsonText.read(Files.readString(PLUGIN.resolve(".claude-plugin/plugin.json")), "it");
        assertEquals(Version.current(), manifest.string("version").orElseThrow());
    }
}
