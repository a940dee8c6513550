package hookline.cli.hooks;

import hookline.client.HookScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the parts of the Claude Code plugin that an install would write elsewhere: its hooks and its hook shim. */
public final class PluginHooks {
    private PluginHooks() {}

    /** Writes them into the plugin's folder, the only argument. */
    public static void main(String[] arguments) throws IOException {
        Path plugin = Path.of(arguments[0]);
        Files.writeString(plugin.resolve("hooks/hooks.json"), hooks());
        Path shim = plugin.resolve("bin/hookline-hook");
        Files.writeString(shim, HookScript.source());
        Files.setPosixFilePermissions(shim, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The plugin's {@code hooks.json}: every event as a command. */
    static String hooks() {
        HookPlan plan = HookPlan.commands(new HookEvents(HookEvents.all(), List.of()), HookCommand.ofPlugin());
        Map<String, Object> events = new LinkedHashMap<>();
        HookEvents.all().forEach(event -> plan.group(event).ifPresent(group -> events.put(event, List.of(group))));
        return JsonLayout.ofNewText().print(Map.of("hooks", events), "") + "\n";
    }
}
