package hookline.console;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a list of events shows of a payload that can be read: which tool call and which agent it belongs to, and a few
 * words of what happened.
 *
 * @param toolUseId joins the start and the end of a tool call; empty where there is none
 * @param agentId whose sub-agent's event it is; empty for the session's own
 * @param agentType what that sub-agent is for
 * @param words the beginning of the command, path, prompt or message; empty where there is none
 */
record PayloadFacts(String toolUseId, String agentId, String agentType, String words) {
    static final PayloadFacts NONE = new PayloadFacts("", "", "", "");

    private static final int MOST_WORDS = 200;

    /** By what says most about an event; of tool inputs first, since those are what a call is about. */
    private static final List<String> TELLING = List.of(
            "tool_input.command",
            "tool_input.file_path",
            "tool_input.pattern",
            "tool_input.url",
            "tool_input.query",
            "tool_input.description",
            "tool_input.prompt",
            "error",
            "prompt",
            "message",
            "last_assistant_message",
            "reason",
            "file_path",
            "source",
            "trigger");

    /** Reads a payload's JSON; what is no object, or no JSON, has no facts. */
    static PayloadFacts of(String payload) {
        Map<String, String> texts = new HashMap<>();
        try (JsonParser json = JsonText.JSON.createParser(payload)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return NONE;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (json.nextToken() == JsonToken.START_OBJECT && name.equals("tool_input")) {
                    readTexts(json, texts);
                } else {
                    readText(json, name, texts);
                }
            }
        } catch (IOException e) {
            return NONE;
        }
        String words = TELLING.stream()
                .map(name -> texts.getOrDefault(name, ""))
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("");
        return new PayloadFacts(
                texts.getOrDefault("tool_use_id", ""),
                texts.getOrDefault("agent_id", ""),
                texts.getOrDefault("agent_type", ""),
                beginning(words));
    }

    private static void readTexts(JsonParser json, Map<String, String> texts) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = "tool_input." + json.currentName();
            json.nextToken();
            readText(json, name, texts);
        }
    }

    private static void readText(JsonParser json, String name, Map<String, String> texts) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            texts.put(name, json.getText());
        } else {
            json.skipChildren();
        }
    }

    /** Cut between characters, never within one that takes two. */
    private static String beginning(String text) {
        if (text.length() <= MOST_WORDS) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MOST_WORDS - 1)) ? MOST_WORDS - 1 : MOST_WORDS;
        return text.substring(0, end) + "…";
    }
}
