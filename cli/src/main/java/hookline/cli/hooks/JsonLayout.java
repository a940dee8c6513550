package hookline.cli.hooks;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a JSON text is laid out, to add to it in the same way: its line ends and its indentation, or all on one line.
 *
 * <p>Values to write are maps, collections, strings, numbers and booleans.
 */
final class JsonLayout {
    private static final String TWO_SPACES = "  ";

    private final boolean lines;
    private final String lineEnd;
    private final String unit;

    private JsonLayout(boolean lines, String lineEnd, String unit) {
        this.lines = lines;
        this.lineEnd = lineEnd;
        this.unit = unit;
    }

    /** For a text that is yet to be written. */
    static JsonLayout ofNewText() {
        return new JsonLayout(true, "\n", TWO_SPACES);
    }

    static JsonLayout of(String text, JsonNode root) {
        String lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
        if (root.parts().isEmpty()) {
            return new JsonLayout(true, lineEnd, TWO_SPACES);
        }
        int first = root.parts().get(0).start();
        boolean lines = hasLineEnd(text, root.start(), first);
        String deeper = indentation(text, first);
        String outer = indentation(text, root.start());
        boolean usable = lines && deeper.length() > outer.length() && deeper.startsWith(outer);
        return new JsonLayout(lines, lineEnd, usable ? deeper.substring(outer.length()) : TWO_SPACES);
    }

    /** The text with one more part at the end of an object, under this name, or of an array, without a name. */
    String append(String text, JsonNode container, @Nullable String name, Object value) {
        List<? extends JsonPart> parts = container.parts();
        boolean empty = parts.isEmpty();
        int at = empty ? container.start() + 1 : parts.get(parts.size() - 1).end();
        boolean ownLine =
                empty ? lines : hasLineEnd(text, container.start(), parts.get(0).start());
        String outer = indentation(text, container.start());
        String inner = empty || !ownLine
                ? outer + unit
                : indentation(text, parts.get(0).start());
        StringBuilder added = new StringBuilder();
        if (!empty) {
            added.append(',');
        }
        if (ownLine) {
            added.append(lineEnd).append(inner);
        }
        if (name != null) {
            added.append(string(name)).append(ownLine ? ": " : ":");
        }
        added.append(ownLine ? print(value, inner) : new JsonLayout(false, lineEnd, unit).print(value, ""));
        if (empty && ownLine && !hasLineEnd(text, at, container.end())) {
            added.append(lineEnd).append(outer);
        }
        return text.substring(0, at) + added + text.substring(at);
    }

    String print(Object value, String indentation) {
        if (value instanceof Map<?, ?> map) {
            List<String> members = new ArrayList<>();
            map.forEach((name, member) ->
                    members.add(string(name.toString()) + (lines ? ": " : ":") + print(member, indentation + unit)));
            return bracketed("{", members, "}", indentation);
        }
        if (value instanceof Collection<?> collection) {
            List<String> elements = new ArrayList<>();
            collection.forEach(element -> elements.add(print(element, indentation + unit)));
            return bracketed("[", elements, "]", indentation);
        }
        return value instanceof String text ? string(text) : value.toString();
    }

    private String bracketed(String open, List<String> parts, String close, String indentation) {
        if (!lines || parts.isEmpty()) {
            return open + String.join(",", parts) + close;
        }
        String inner = lineEnd + indentation + unit;
        return open + inner + String.join("," + inner, parts) + lineEnd + indentation + close;
    }

    private static String string(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    private static boolean hasLineEnd(String text, int from, int to) {
        return text.substring(from, to).indexOf('\n') >= 0;
    }

    /** The white space at the start of the line that this offset is on. */
    private static String indentation(String text, int offset) {
        int start = text.lastIndexOf('\n', offset - 1) + 1;
        int end = start;
        while (end < offset && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
            end++;
        }
        return text.substring(start, end);
    }
}
