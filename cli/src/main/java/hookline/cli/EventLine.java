package hookline.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Shows a published event to a person in one line that no event can break out of: time, session, type, tool, status,
 * latency, and what it was about where the payload is readable.
 */
final class EventLine {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final int SHORT_SESSION = 8;
    private static final int MOST_TEXT = 400;
    private static final int UNKNOWN_WIDTH = 160;
    private static final int LEAST_WIDTH = 40;
    private static final String RED = "\u001b[31m";
    private static final String DIM = "\u001b[2m";
    private static final String PLAIN = "\u001b[0m";

    /** What says most about an event comes first. */
    private static final List<String> SUBJECTS = List.of(
            "payload.tool_input.command",
            "payload.tool_input.file_path",
            "payload.tool_input.notebook_path",
            "payload.tool_input.pattern",
            "payload.tool_input.url",
            "payload.tool_input.query",
            "payload.tool_input.description",
            "payload.prompt",
            "payload.message",
            "payload.source",
            "payload.reason");

    private final ZoneId zone;
    private final int width;
    private final boolean colour;

    EventLine(ZoneId zone, int width, boolean colour) {
        this.zone = zone;
        this.width = width;
        this.colour = colour;
    }

    /** For standard output; empty where it is no terminal. Only the launcher knows, and passes on how wide it is. */
    static Optional<EventLine> onTerminal(Map<String, String> environment) {
        String columns = System.getProperty("hookline.columns", "");
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        int width = columns.matches("[1-9]\\d{1,3}") ? Math.max(LEAST_WIDTH, Integer.parseInt(columns)) : UNKNOWN_WIDTH;
        boolean colour = environment.getOrDefault("NO_COLOR", "").isEmpty();
        return Optional.of(new EventLine(ZoneId.systemDefault(), width, colour));
    }

    /** The event of a published line; what cannot be read of it is left out. */
    String of(String line) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = JSON.createParser(line)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                read(json, "", fields);
            }
        } catch (IOException e) {
            // What was read up to there is shown.
            fields.putIfAbsent("hook_type", "unreadable");
        }
        String status = fields.getOrDefault("core.status", "");
        String session = PlainText.of(fields.getOrDefault("session_id", ""));
        String start = String.format(
                Locale.ROOT,
                "%s  %-8s  %-20s  %-12s",
                time(fields),
                session.substring(0, Math.min(SHORT_SESSION, session.length())),
                PlainText.of(fields.getOrDefault("hook_type", "")),
                PlainText.of(fields.getOrDefault("payload.tool_name", "")));
        String end = String.format(
                Locale.ROOT,
                "  %-7s  %5s ms",
                PlainText.of(status),
                PlainText.of(fields.getOrDefault("core.execution_time_ms", "?")));
        String subject = SUBJECTS.stream()
                .map(fields::get)
                .filter(text -> text != null && !text.isBlank())
                .findFirst()
                .map(text -> "  " + PlainText.of(text))
                .orElse("");
        String shown = cut(start + end + subject);
        if (!colour) {
            return shown;
        }
        return status.equals("error") ? RED + shown + PLAIN : dimTime(shown);
    }

    private String time(Map<String, String> fields) {
        try {
            return TIME.withZone(zone).format(Instant.parse(fields.getOrDefault("timestamp", "")));
        } catch (DateTimeException e) {
            return "--:--:--.---";
        }
    }

    private static String dimTime(String shown) {
        int end = Math.min(shown.length(), "HH:mm:ss.SSS".length());
        return DIM + shown.substring(0, end) + PLAIN + shown.substring(end);
    }

    private String cut(String text) {
        if (text.codePointCount(0, text.length()) <= width) {
            return text.stripTrailing();
        }
        return text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
    }

    /** Plain values of objects in objects, by their path; lists are left out. */
    private static void read(JsonParser json, String path, Map<String, String> fields) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = path + json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.START_OBJECT && isWanted(name)) {
                read(json, name + ".", fields);
            } else if (value.isScalarValue() && !name.equals("payload.data")) {
                String text = json.getText();
                fields.put(name, text.substring(0, Math.min(MOST_TEXT, text.length())));
            } else {
                json.skipChildren();
            }
        }
    }

    private static boolean isWanted(String name) {
        return name.equals("core") || name.equals("payload") || name.equals("payload.tool_input");
    }
}
