package hookline.processor.redact;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamReadException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Redacts one JSON text by replacing single names and values in it: the result is JSON of the same shape, and
 * everything else stays as it was written. Used once. Not thread-safe.
 */
final class JsonRedactor {
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();
    private static final int SHORTEST_NUMBER = 13;

    private final TextRedactor values;
    private final char[] json;
    private final int from;
    private final int to;
    private final @Nullable Budget budget;
    private final List<Replaced> replaced = new ArrayList<>(0);
    private @Nullable StringBuilder out;
    private int copiedTo;
    private @Nullable UniqueNames names;
    private @Nullable Boolean kubernetesSecret;

    /** With a budget that all values share, or null for one of its own for each. */
    JsonRedactor(TextRedactor values, char[] json, int from, int to, @Nullable Budget budget) {
        this.values = values;
        this.json = json;
        this.from = from;
        this.to = to;
        this.copiedTo = from;
        this.budget = budget;
    }

    /** What the text becomes, or null where nothing has to change. */
    @Nullable
    Replacement redact() {
        try (JsonParser parser = JSON.createParser(json, from, to - from)) {
            if (parser.nextToken() == null) {
                throw new UnredactableException("not JSON: empty");
            }
            SecretName name = SecretName.NONE;
            for (JsonToken token = parser.currentToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    name = name(parser);
                    continue;
                }
                value(token, name, parser);
                boolean ended = parser.getParsingContext().inRoot() && !token.isStructStart();
                if (ended && parser.nextToken() != null) {
                    throw new UnredactableException("not JSON: more than one value");
                }
                if (ended) {
                    break;
                }
                name = SecretName.NONE;
            }
        } catch (StreamReadException e) {
            throw new UnredactableException("not JSON: refused at offset "
                    + (e.getLocation() == null ? -1 : e.getLocation().getCharOffset()));
        } catch (IOException e) {
            throw new UnredactableException("not JSON: " + e.getClass().getSimpleName());
        }
        if (out == null) {
            return null;
        }
        return new Replacement(out.append(json, copiedTo, to - copiedTo).toString(), replaced);
    }

    private SecretName name(JsonParser parser) throws IOException {
        String name = parser.currentName();
        NameVerdict verdict = NameVerdict.of(name, values);
        Replacement replacement = verdict.replacement();
        if (replacement != null) {
            int start = start(parser);
            UniqueNames taken = names == null ? UniqueNames.in(json, from, to, JSON) : names;
            names = taken;
            splice(
                    start,
                    JsonString.end(json, start),
                    taken.claim(replacement.text()),
                    replacement.replaced(),
                    parser.getParsingContext());
        }
        return KubernetesSecret.isBlock(name) && holdsKubernetesSecret() ? SecretName.PASSWORD : verdict.meaning();
    }

    private boolean holdsKubernetesSecret() {
        if (kubernetesSecret == null) {
            kubernetesSecret = KubernetesSecret.isIn(json, from, to);
        }
        return kubernetesSecret;
    }

    private void value(JsonToken token, SecretName name, JsonParser parser) throws IOException {
        boolean outermost = budget == null;
        if (outermost && values.rules().allowsAt(place(token, parser))) {
            parser.skipChildren();
            return;
        }
        boolean secret = name == SecretName.PASSWORD || name == SecretName.TOKEN;
        switch (token) {
            case VALUE_STRING -> {
                if (secret) {
                    secretString(parser);
                } else if (name == SecretName.MAYBE) {
                    maybeSecretString(parser);
                } else {
                    string(parser);
                }
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(secret, parser);
            case START_OBJECT, START_ARRAY -> {
                if (secret) {
                    container(parser);
                }
            }
            default -> {}
        }
    }

    /** Of the value itself, which for an object or array is around what the parser stands in. */
    private static JsonStreamContext place(JsonToken token, JsonParser parser) {
        JsonStreamContext context = parser.getParsingContext();
        return token.isStructStart() ? context.getParent() : context;
    }

    private void secretString(JsonParser parser) throws IOException {
        if (parser.getTextLength() > 0
                && !Finding.isMarker(parser.getText())
                && !values.rules().allows(parser.getText())) {
            secretText(parser);
        }
    }

    /** Judged once more with the markers in it, as a second run would. */
    private void maybeSecretString(JsonParser parser) throws IOException {
        if (maybeSecret(parser.getText())) {
            secretText(parser);
            return;
        }
        Replacement replacement = redacted(parser);
        if (replacement != null && maybeSecret(replacement.text())) {
            secretText(parser);
        } else {
            replace(replacement, parser);
        }
    }

    private static boolean maybeSecret(String text) {
        return text.length() < 400 && SecretValue.isPlausible(text, SecretName.MAYBE, NamedValue.Form.QUOTED);
    }

    private void secretText(JsonParser parser) throws IOException {
        int from = parser.getTextOffset();
        int length = parser.getTextLength();
        values.marking().remember(Finding.KEY_NAME, parser.getTextCharacters(), from, from + length);
        int start = start(parser);
        redactedByName(start, JsonString.end(json, start), parser.getParsingContext());
    }

    private void string(JsonParser parser) throws IOException {
        replace(redacted(parser), parser);
    }

    private void number(boolean secret, JsonParser parser) throws IOException {
        int length = parser.getTextLength();
        if (secret) {
            int start = start(parser);
            redactedByName(start, start + length, parser.getParsingContext());
        } else if (length >= SHORTEST_NUMBER) {
            replace(redacted(parser), parser);
        }
    }

    private @Nullable Replacement redacted(JsonParser parser) throws IOException {
        char[] text = parser.getTextCharacters();
        int from = parser.getTextOffset();
        int to = from + parser.getTextLength();
        return budget == null ? values.redactValue(text, from, to) : values.redact(text, from, to, budget);
    }

    private void replace(@Nullable Replacement replacement, JsonParser parser) throws IOException {
        if (replacement != null) {
            int start = start(parser);
            int end = json[start] == '"' ? JsonString.end(json, start) : start + parser.getTextLength();
            splice(start, end, replacement.text(), replacement.replaced(), parser.getParsingContext());
        }
    }

    private void container(JsonParser parser) throws IOException {
        int start = start(parser);
        JsonStreamContext place = parser.getParsingContext().getParent();
        JsonToken first = parser.nextToken();
        if (first == null || first.isStructEnd()) {
            return;
        }
        int open = first.isStructStart() ? 2 : 1;
        while (open > 0) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new UnredactableException("not JSON: ends too early");
            }
            open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
        redactedByName(start, start(parser) + 1, place);
    }

    private void redactedByName(int start, int end, JsonStreamContext place) {
        splice(
                start,
                end,
                Finding.marker(Finding.KEY_NAME),
                List.of(new Replaced(Finding.KEY_NAME, "", 0, end - start)),
                place);
    }

    private void splice(int start, int end, String replacement, List<Replaced> inside, JsonStreamContext place) {
        if (out == null) {
            out = new StringBuilder(to - from + Replacement.ROOM_FOR_A_MARKER * (1 + inside.size()));
        }
        out.append(json, copiedTo, start - copiedTo);
        JsonString.quote(replacement, out);
        copiedTo = end;
        String pointer = place.pathAsPointer().toString();
        inside.forEach(one -> replaced.add(one.inside(pointer)));
    }

    private int start(JsonParser parser) {
        return from + (int) parser.currentTokenLocation().getCharOffset();
    }
}
