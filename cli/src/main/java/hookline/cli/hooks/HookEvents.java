package hookline.cli.hooks;

import hookline.schemas.HookType;
import hookline.settings.NearestName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which of Claude Code's events are recorded, in which version, and how.
 *
 * @param chosen what is recorded
 * @param omitted what was asked for and is left out, since the version may not know it
 */
public record HookEvents(List<String> chosen, List<String> omitted) {
    /** Before 2.1.101 one unknown name made Claude Code ignore the whole settings file. */
    private static final ClaudeVersion UNKNOWN_NAMES_HARMLESS = new ClaudeVersion(2, 1, 101);

    private static final Set<String> IN_EVERY_VERSION = Set.of(
            "SessionStart",
            "SessionEnd",
            "UserPromptSubmit",
            "PreToolUse",
            "PostToolUse",
            "Notification",
            "Stop",
            "SubagentStop",
            "PreCompact");

    private static final Map<String, String> NEVER = Map.of(
            "WorktreeCreate", "its hook replaces `git worktree`, so a recorder there breaks isolation",
            "WorktreeRemove", "whether its hook takes the place of the removal is not known",
            "MessageDisplay", "it holds every piece of text back until its hook has ended");

    /** The session's process may end right after these, and takes asynchronous hooks with it. */
    private static final Set<String> SYNCHRONOUS = Set.of("Stop", "StopFailure", "SessionEnd");

    /** Claude Code takes no http hook for these. */
    private static final Set<String> COMMAND_ONLY = Set.of("SessionStart", "Setup");

    public HookEvents {
        chosen = List.copyOf(chosen);
        omitted = List.copyOf(omitted);
    }

    /** Every event that can be recorded without disturbing. */
    static List<String> all() {
        return HookType.eventNames().stream()
                .filter(name -> !NEVER.containsKey(name))
                .toList();
    }

    /**
     * Picks what a version of Claude Code certainly takes.
     *
     * @param version empty where it is unknown
     * @param wanted names in either spelling; empty for all
     * @throws SettingsRefusedException where a name is unknown or must not be recorded
     */
    public static HookEvents pick(Optional<ClaudeVersion> version, List<String> wanted) {
        Set<String> names = new LinkedHashSet<>();
        wanted.forEach(name -> names.add(nativeName(name)));
        List<String> asked = all().stream()
                .filter(name -> names.isEmpty() || names.contains(name))
                .toList();
        boolean anyName =
                version.filter(known -> known.isAtLeast(UNKNOWN_NAMES_HARMLESS)).isPresent();
        HookEvents events = new HookEvents(
                asked.stream()
                        .filter(name -> anyName || IN_EVERY_VERSION.contains(name))
                        .toList(),
                asked.stream()
                        .filter(name -> !anyName && !IN_EVERY_VERSION.contains(name))
                        .toList());
        if (events.chosen.isEmpty()) {
            throw new SettingsRefusedException("Only Claude Code " + UNKNOWN_NAMES_HARMLESS + " or newer is known to"
                    + " take " + String.join(", ", events.omitted) + ": update it, or give --claude-version");
        }
        return events;
    }

    static boolean isSynchronous(String event) {
        return SYNCHRONOUS.contains(event);
    }

    static boolean needsCommand(String event) {
        return COMMAND_ONLY.contains(event);
    }

    /** A name out of a file, fit for a terminal. */
    static String shown(String event) {
        return HookType.parse(event).isPresent() ? event : "an event of another kind";
    }

    private static String nativeName(String name) {
        String known = HookType.parse(name)
                .filter(HookType::known)
                .map(HookType::eventName)
                .orElseThrow(() -> new SettingsRefusedException("There is no event of this name: " + shortened(name)
                        + NearestName.to(name, all())
                                .map(nearest -> "; did you mean " + nearest + "?")
                                .orElse("")));
        if (NEVER.containsKey(known)) {
            throw new SettingsRefusedException(known + " is never recorded: " + NEVER.get(known));
        }
        return known;
    }

    private static String shortened(String name) {
        return name.replaceAll("[^\\x20-\\x7e]", "?").substring(0, Math.min(name.length(), 80));
    }
}
