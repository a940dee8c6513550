package hookline.cli.hooks;

import hookline.settings.HookSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a settings file is to hold: one hook for each event, and what permits http hooks where the file restricts them.
 *
 * @param handlers by event
 * @param url what the agent is reached at, with http hooks
 * @param variable what http hooks read from the environment, where the agent asks for a token
 */
public record HookPlan(Map<String, Map<String, Object>> handlers, Optional<String> url, Optional<String> variable) {
    static final String TOKEN = "HOOKLINE_AGENT_TOKEN";
    private static final ClaudeVersion FIRST_WITH_HTTP = new ClaudeVersion(2, 1, 63);
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "0.0.0.0", "::", "[::]");
    private static final int ASYNCHRONOUS_SECONDS = 5;
    private static final int SYNCHRONOUS_SECONDS = 3;
    private static final int HTTP_SECONDS = 2;

    public HookPlan {
        handlers = Map.copyOf(handlers);
    }

    /** Hooks that run the shim. */
    public static HookPlan commands(HookEvents events, HookSettings settings) {
        return commands(events, HookCommand.of(settings));
    }

    static HookPlan commands(HookEvents events, String command) {
        Map<String, Map<String, Object>> handlers = new LinkedHashMap<>();
        events.chosen().forEach(event -> handlers.put(event, command(event, command)));
        return new HookPlan(handlers, Optional.empty(), Optional.empty());
    }

    /**
     * Hooks that post to the agent, where Claude Code takes such.
     *
     * @throws SettingsRefusedException where it does not, or where the agent could not be reached
     */
    public static HookPlan http(HookEvents events, HookSettings settings, Optional<ClaudeVersion> version) {
        requireHttp(version);
        requireReachable(settings);
        String url = url(settings.agent().port());
        Map<String, Map<String, Object>> handlers = new LinkedHashMap<>();
        events.chosen()
                .forEach(event -> handlers.put(
                        event,
                        HookEvents.needsCommand(event)
                                ? command(event, HookCommand.of(settings))
                                : http(url, settings.token())));
        return new HookPlan(handlers, Optional.of(url), settings.token() ? Optional.of(TOKEN) : Optional.empty());
    }

    static String url(int port) {
        return "http://127.0.0.1:" + port + "/hook";
    }

    /** The group that holds an event's handler: without a matcher, so for all. Empty where the event is not recorded. */
    Optional<Map<String, Object>> group(String event) {
        return Optional.ofNullable(handlers.get(event)).map(handler -> Map.of("hooks", List.of(handler)));
    }

    private static Map<String, Object> command(String event, String command) {
        Map<String, Object> handler = new LinkedHashMap<>();
        handler.put("type", "command");
        handler.put("command", command);
        if (!HookEvents.isSynchronous(event)) {
            handler.put("async", true);
        }
        handler.put("timeout", HookEvents.isSynchronous(event) ? SYNCHRONOUS_SECONDS : ASYNCHRONOUS_SECONDS);
        return handler;
    }

    private static Map<String, Object> http(String url, boolean token) {
        Map<String, Object> handler = new LinkedHashMap<>();
        handler.put("type", "http");
        handler.put("url", url);
        handler.put("timeout", HTTP_SECONDS);
        if (token) {
            handler.put("headers", Map.of("Authorization", "Bearer $" + TOKEN));
            handler.put("allowedEnvVars", List.of(TOKEN));
        }
        return handler;
    }

    private static void requireHttp(Optional<ClaudeVersion> version) {
        if (version.isEmpty()) {
            throw new SettingsRefusedException("The version of Claude Code is unknown, and http hooks need "
                    + FIRST_WITH_HTTP + ": put `claude` on the PATH, give --claude-version, or leave out --http");
        }
        if (!version.get().isAtLeast(FIRST_WITH_HTTP)) {
            throw new SettingsRefusedException("Claude Code is " + version.get() + ", and http hooks need "
                    + FIRST_WITH_HTTP + ": update it with `claude update`, or leave out --http");
        }
    }

    private static void requireReachable(HookSettings settings) {
        if (settings.agent().port() == 0) {
            throw new SettingsRefusedException(
                    "HOOKLINE_AGENT_PORT is 0, so the agent has another port at every start: set it to a fixed one");
        }
        if (!LOOPBACK.contains(settings.agent().address())) {
            throw new SettingsRefusedException("HOOKLINE_BIND_ADDRESS is not loopback, where http hooks would look for"
                    + " the agent: set it to 127.0.0.1, or leave out --http");
        }
        if (settings.tls()) {
            throw new SettingsRefusedException("HOOKLINE_AGENT_TLS_CERT is set, and hooks on this host would have to"
                    + " trust that certificate: leave out --http");
        }
    }
}
