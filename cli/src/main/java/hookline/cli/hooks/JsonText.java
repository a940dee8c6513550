package hookline.cli.hooks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a JSON text into values that know where they stand in it; strict, and bounded in depth. */
final class JsonText {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonText() {}

    /**
     * Reads the whole text.
     *
     * @throws SettingsRefusedException where it is not JSON; the message names the source and the place, and quotes
     *     nothing
     */
    static JsonNode read(String text, String source) {
        // All in one buffer, since offsets count from the start of the parser's buffer.
        try (JsonParser parser = JSON.createParser(text.toCharArray())) {
            if (parser.nextToken() == null) {
                throw new SettingsRefusedException(source + " is empty");
            }
            JsonNode root = value(parser);
            if (parser.nextToken() != null) {
                throw notJson(source, parser.currentTokenLocation());
            }
            return root;
        } catch (StreamConstraintsException e) {
            throw new SettingsRefusedException(
                    source + " is nested too deeply, or has too long a number, to be edited; it was left as it is");
        } catch (JsonProcessingException e) {
            throw notJson(source, e.getLocation());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SettingsRefusedException notJson(String source, JsonLocation place) {
        return new SettingsRefusedException(source + " is not valid JSON (line " + place.getLineNr() + ", column "
                + place.getColumnNr() + "); it was left as it is. Repair it there and run this again");
    }

    private static JsonNode value(JsonParser parser) throws IOException {
        int start = offset(parser.currentTokenLocation());
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, start);
            case START_ARRAY -> array(parser, start);
            case VALUE_STRING -> scalar(JsonNode.Kind.STRING, parser, start);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(JsonNode.Kind.NUMBER, parser, start);
            default -> scalar(JsonNode.Kind.LITERAL, parser, start);
        };
    }

    private static JsonNode object(JsonParser parser, int start) throws IOException {
        List<JsonMember> members = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            int nameStart = offset(parser.currentTokenLocation());
            parser.nextToken();
            members.add(new JsonMember(name, nameStart, value(parser)));
        }
        return new JsonNode(JsonNode.Kind.OBJECT, start, end(parser), members, List.of(), "");
    }

    private static JsonNode array(JsonParser parser, int start) throws IOException {
        List<JsonNode> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return new JsonNode(JsonNode.Kind.ARRAY, start, end(parser), List.of(), elements, "");
    }

    private static JsonNode scalar(JsonNode.Kind kind, JsonParser parser, int start) throws IOException {
        String text = parser.getText();
        return new JsonNode(kind, start, end(parser), List.of(), List.of(), text);
    }

    private static int end(JsonParser parser) throws IOException {
        parser.finishToken();
        return offset(parser.currentLocation());
    }

    private static int offset(JsonLocation location) {
        return Math.toIntExact(location.getCharOffset());
    }
}
