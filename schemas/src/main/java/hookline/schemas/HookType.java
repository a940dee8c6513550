package hookline.schemas;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names what fired: the type as it is published and the name that the coding agent gives it.
 *
 * <p>Every event of Claude Code (agent SDK 0.3.330) is known, in both spellings. A name that nobody knows yet is
 * carried on as its snake_case, as long as it is well-formed, so that a newer agent loses nothing.
 *
 * @param wireName the published {@code hook_type}, such as {@code pre_tool_use}
 * @param eventName the agent's own name, such as {@code PreToolUse}
 * @param known whether the name is on the whitelist
 */
public record HookType(String wireName, String eventName, boolean known) {
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

    private static final Map<String, String> RENAMED =
            Map.of("Stop", "stop_hook", "SubagentStop", "sub_agent_stop_hook");

    private static final List<String> EVENT_NAMES = List.of(
            "SessionStart",
            "Setup",
            "InstructionsLoaded",
            "UserPromptSubmit",
            "UserPromptExpansion",
            "MessageDisplay",
            "PreToolUse",
            "PermissionRequest",
            "PermissionDenied",
            "PostToolUse",
            "PostToolUseFailure",
            "PostToolBatch",
            "Notification",
            "SubagentStart",
            "SubagentStop",
            "TaskCreated",
            "TaskCompleted",
            "Stop",
            "StopFailure",
            "TeammateIdle",
            "ConfigChange",
            "CwdChanged",
            "DirectoryAdded",
            "FileChanged",
            "WorktreeCreate",
            "WorktreeRemove",
            "PreCompact",
            "PostCompact",
            "PreModelSwitch",
            "PostModelSwitch",
            "Elicitation",
            "ElicitationResult",
            "SessionEnd");

    private static final Map<String, HookType> BY_NAME = byName(EVENT_NAMES);

    /** The agent's own names of all known events. */
    public static List<String> eventNames() {
        return EVENT_NAMES;
    }

    /**
     * Reads a name in either spelling.
     *
     * @return empty where the name is not well-formed: a letter, then at most 63 letters, digits or underscores
     */
    public static Optional<HookType> parse(String name) {
        HookType known = BY_NAME.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        if (!WELL_FORMED.matcher(name).matches()) {
            return Optional.empty();
        }
        String wireName = snakeCase(name);
        HookType renamed = BY_NAME.get(wireName);
        return Optional.of(renamed != null ? renamed : new HookType(wireName, camelCase(name), false));
    }

    /** The value of metric labels, of which there must not be unlimited many: the wire name, or {@code other}. */
    public String label() {
        return known ? wireName : "other";
    }

    private static Map<String, HookType> byName(List<String> eventNames) {
        Map<String, HookType> types = new HashMap<>();
        for (String eventName : eventNames) {
            String snake = snakeCase(eventName);
            HookType type = new HookType(RENAMED.getOrDefault(eventName, snake), eventName, true);
            types.put(eventName, type);
            types.put(snake, type);
            types.put(type.wireName, type);
        }
        return Map.copyOf(types);
    }

    private static String snakeCase(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_")
                .toLowerCase(Locale.ROOT);
    }

    private static String camelCase(String name) {
        StringBuilder camel = new StringBuilder(name.length());
        boolean up = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_') {
                up = true;
            } else {
                camel.append(up ? Character.toUpperCase(c) : c);
                up = false;
            }
        }
        return camel.toString();
    }
}
