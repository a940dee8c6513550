package hookline.cli.hooks;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells Hookline's hooks in a settings file from everybody else's, puts them in and takes them out.
 *
 * @param port where the agent listens
 */
record OwnHooks(int port) {
    private static final String URLS = "allowedHttpHookUrls";
    private static final String VARIABLES = "httpHookAllowedEnvVars";
    private static final Pattern LOOPBACK_HOOK =
            Pattern.compile("(http://(?:127\\.0\\.0\\.1|localhost|\\[::1\\]):(\\d{1,5}))/hook");

    List<PlacedHandler> in(SettingsDocument document) {
        return document.handlers().stream().filter(this::isOurs).toList();
    }

    boolean isOurs(PlacedHandler placed) {
        JsonNode handler = placed.handler();
        return switch (handler.string("type").orElse("")) {
            case "command" -> HookCommand.isOurs(placed.command());
            case "http" -> isOurEndpoint(handler);
            default -> false;
        };
    }

    private boolean isOurEndpoint(JsonNode handler) {
        Matcher url = LOOPBACK_HOOK.matcher(handler.string("url").orElse(""));
        return url.matches() && (Integer.parseInt(url.group(2)) == port || bearsOurToken(handler));
    }

    private static boolean bearsOurToken(JsonNode handler) {
        return handler.get("headers")
                .flatMap(headers -> headers.string("Authorization"))
                .filter(value -> value.contains(HookPlan.TOKEN))
                .isPresent();
    }

    /** Whether a file holds exactly these hooks of ours. */
    boolean areAs(HookPlan plan, SettingsDocument document) {
        List<PlacedHandler> ours = in(document);
        Set<String> events = new HashSet<>();
        ours.forEach(placed -> events.add(placed.event()));
        return ours.size() == events.size()
                && events.equals(plan.handlers().keySet())
                && ours.stream().allMatch(placed -> isAs(plan, placed))
                && missing(plan.url().map(OwnHooks::allowed), URLS, document).isEmpty()
                && missing(plan.variable(), VARIABLES, document).isEmpty();
    }

    private static boolean isAs(HookPlan plan, PlacedHandler placed) {
        Optional<JsonNode> wanted = plan.group(placed.event())
                .map(group -> JsonText.read(JsonLayout.ofNewText().print(group, ""), placed.event()));
        return placed.group().isPresent()
                && wanted.isPresent()
                && placed.group().get().means(wanted.get());
    }

    /** With the hooks of a plan, for a file that has none of ours. */
    SettingsDocument put(HookPlan plan, SettingsDocument document) {
        SettingsDocument result = document;
        for (String event : HookEvents.all()) {
            Optional<Map<String, Object>> group = plan.group(event);
            if (group.isPresent()) {
                result = result.withGroup(event, group.get());
            }
        }
        Optional<String> url = missing(plan.url().map(OwnHooks::allowed), URLS, document);
        if (url.isPresent()) {
            result = result.withEntry(URLS, url.get());
        }
        Optional<String> variable = missing(plan.variable(), VARIABLES, document);
        return variable.isPresent() ? result.withEntry(VARIABLES, variable.get()) : result;
    }

    /**
     * Without any hook of ours.
     *
     * @param original what the file was before the first of them, if that is known
     */
    SettingsDocument takeOut(SettingsDocument document, @Nullable SettingsDocument original) {
        Set<String> urls = new HashSet<>();
        Set<String> variables = new HashSet<>();
        for (PlacedHandler placed : in(document)) {
            Matcher url = LOOPBACK_HOOK.matcher(placed.handler().string("url").orElse(""));
            if (url.matches()) {
                urls.add(url.group(1) + "/*");
            }
            if (bearsOurToken(placed.handler())) {
                variables.add(HookPlan.TOKEN);
            }
        }
        if (original != null) {
            original.list(URLS).ifPresent(urls::removeAll);
            original.list(VARIABLES).ifPresent(variables::removeAll);
        }
        return document.without(this::isOurs, original)
                .withoutEntries(URLS, urls)
                .withoutEntries(VARIABLES, variables);
    }

    private static String allowed(String url) {
        return url.substring(0, url.lastIndexOf('/')) + "/*";
    }

    /** A file without such a list restricts nothing, and must not begin to: that would stop other people's hooks. */
    private static Optional<String> missing(Optional<String> entry, String list, SettingsDocument document) {
        return entry.filter(wanted ->
                document.list(list).filter(entries -> !entries.contains(wanted)).isPresent());
    }
}
