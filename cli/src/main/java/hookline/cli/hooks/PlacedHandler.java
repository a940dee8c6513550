package hookline.cli.hooks;

import java.util.Optional;

/**
 * One hook as a settings file has it.
 *
 * @param group what holds it, beside a matcher and other handlers; empty in the older form that has the command itself
 *     in place of the groups
 */
record PlacedHandler(String event, Optional<JsonNode> group, JsonNode handler) {
    /** The shell command or program with its arguments, as far as it is text; empty for other kinds. */
    String command() {
        if (handler.is(JsonNode.Kind.STRING)) {
            return handler.text();
        }
        StringBuilder words = new StringBuilder(handler.string("command").orElse(""));
        handler.array("args").forEach(argument -> words.append(' ').append(argument.text()));
        return words.toString();
    }
}
