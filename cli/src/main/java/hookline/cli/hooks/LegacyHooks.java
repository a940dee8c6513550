package hookline.cli.hooks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises hooks of the shell publisher that Hookline replaces: by the names of its scripts, or because what its own
 * installer wrote into {@code ~/.claude/hooks} calls them.
 *
 * @param userHome where that folder is
 */
record LegacyHooks(Path userHome) {
    private static final int MAX_SCRIPT_BYTES = 64 * 1024;
    private static final String PUBLISHER = "claude_hook_redis";
    private static final Pattern SCRIPT = Pattern.compile(
            "(?<![A-Za-z0-9_.-])(?:claude_hook_redis(?:_wrapper|_enhanced)?|redis_hook_wrapper)\\.sh\\b");
    private static final Pattern INSTALLED = Pattern.compile("(?:~|\\$HOME|\\$\\{HOME}|/[^\\s\"']*)\"?/\\.claude/hooks/"
            + "(?:hook_wrapper|session_start|user_prompt_submit|pre_tool_use|post_tool_use|notification|stop_hook"
            + "|sub_agent_stop_hook|pre_compact)\\.sh\\b");

    boolean isLegacy(PlacedHandler placed) {
        return program(placed).isPresent();
    }

    /** The script that a hook of the older publisher runs, without its folder; empty for any other hook. */
    Optional<String> program(PlacedHandler placed) {
        String command = placed.command();
        Matcher script = SCRIPT.matcher(command);
        if (script.find()) {
            return Optional.of(script.group());
        }
        Matcher installed = INSTALLED.matcher(command);
        if (installed.find() && callsPublisher(installed.group())) {
            return Optional.of(installed.group().substring(installed.group().lastIndexOf('/') + 1));
        }
        return Optional.empty();
    }

    /** Its instructions also had a command directly in place of an event's groups. */
    static boolean isLegacyForm(JsonMember event) {
        return event.value().is(JsonNode.Kind.STRING)
                && SCRIPT.matcher(event.value().text()).find();
    }

    private boolean callsPublisher(String path) {
        String expanded = path.replace("\"", "")
                .replaceFirst("^(?:~|\\$HOME|\\$\\{HOME})", Matcher.quoteReplacement(userHome.toString()));
        try (InputStream in = Files.newInputStream(Path.of(expanded))) {
            return new String(in.readNBytes(MAX_SCRIPT_BYTES), StandardCharsets.UTF_8).contains(PUBLISHER);
        } catch (IOException | InvalidPathException e) {
            // Not there any more: nobody's hook.
            return false;
        }
    }
}
