package hookline.schemas;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import hookline.schemas.PublishedEvent.Clear;
import hookline.schemas.PublishedEvent.Context;
import hookline.schemas.PublishedEvent.Encrypted;
import java.io.CharArrayWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes the published JSON: one line, every name present, safe inside HTML and logs.
 *
 * <p>{@code <}, {@code >}, {@code &}, U+2028 and U+2029 leave as {@code \}{@code u} escapes (as OWASP's json-sanitizer
 * does), so nothing of what was captured is lost and nothing of it can act.
 */
public final class PublishedJson {
    private static final DateTimeFormatter TIMESTAMP =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);
    private static final JsonFactory JSON = JsonFactory.builder().build().setCharacterEscapes(new HarmlessInHtml());

    /** What a line usually has around its payload. */
    private static final int FRAME_CHARS = 1 << 10;

    private static final boolean[] BASE64 = new boolean[128];

    static {
        for (char c : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=".toCharArray()) {
            BASE64[c] = true;
        }
    }

    private PublishedJson() {}

    public static String write(PublishedEvent event) {
        CharArrayWriter line = new CharArrayWriter(FRAME_CHARS + length(event.payload()));
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("id", event.id());
            json.writeStringField("hook_type", event.hook().wireName());
            json.writeStringField("hook_event_name", event.hook().eventName());
            json.writeStringField("timestamp", TIMESTAMP.format(event.timestamp()));
            json.writeStringField("session_id", event.sessionId());
            json.writeNumberField("sequence", event.sequence());
            json.writeObjectFieldStart("core");
            json.writeStringField("status", event.status().wireName());
            json.writeNumberField("execution_time_ms", event.executionTimeMs());
            json.writeEndObject();
            writePayload(json, event.payload());
            writeContext(json, event.context());
            json.writeObjectFieldStart("metrics");
            json.writeStringField("script_version", Version.current());
            json.writeNumberField("payload_bytes", event.payloadBytes());
            json.writeNumberField("redactions", event.redactions());
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("JSON could not be written in memory", e);
        }
        return line.toString();
    }

    private static int length(PublishedEvent.Payload payload) {
        return payload instanceof Encrypted encrypted
                ? encrypted.data().length()
                : ((Clear) payload).json().length();
    }

    /** An encrypted payload alone, to take the place of another one. */
    public static String envelope(Encrypted encrypted) {
        StringWriter text = new StringWriter(128 + encrypted.data().length());
        try (JsonGenerator json = JSON.createGenerator(text)) {
            writeEnvelope(json, encrypted);
        } catch (IOException e) {
            throw new UncheckedIOException("JSON could not be written in memory", e);
        }
        return text.toString();
    }

    private static void writeEnvelope(JsonGenerator json, Encrypted encrypted) throws IOException {
        json.writeStartObject();
        json.writeBooleanField("encrypted", true);
        json.writeStringField("algorithm", encrypted.algorithm());
        json.writeStringField("key_id", encrypted.keyId());
        json.writeFieldName("data");
        writeBase64(json, encrypted.data());
        json.writeStringField("tool_name", encrypted.toolName());
        json.writeEndObject();
    }

    /** As it is where it is base64, which has nothing to escape and is most of a line. */
    private static void writeBase64(JsonGenerator json, String data) throws IOException {
        boolean base64 = true;
        for (int i = 0; i < data.length(); i++) {
            char c = data.charAt(i);
            base64 &= c < BASE64.length && BASE64[c];
        }
        if (base64) {
            json.writeRawValue("\"");
            json.writeRaw(data);
            json.writeRaw('"');
        } else {
            json.writeString(data);
        }
    }

    private static void writePayload(JsonGenerator json, PublishedEvent.Payload payload) throws IOException {
        json.writeFieldName("payload");
        if (payload instanceof Encrypted encrypted) {
            writeEnvelope(json, encrypted);
        } else if (payload instanceof Clear clear) {
            json.writeRawValue(onOneLine(clear.json()));
        }
    }

    private static void writeContext(JsonGenerator json, Context context) throws IOException {
        json.writeObjectFieldStart("context");
        json.writeStringField("platform", context.platform());
        json.writeStringField("cwd", context.cwd());
        json.writeStringField("git_branch", context.gitBranch());
        json.writeStringField("git_status", context.gitStatus());
        json.writeStringField("user_agent", context.userAgent());
        json.writeEndObject();
    }

    /** In well-formed JSON these characters stand inside strings only, line ends between tokens only. */
    static String onOneLine(String json) {
        StringBuilder line = new StringBuilder(json.length() + 16);
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '\n' || c == '\r') {
                line.append(' ');
            } else if (HarmlessInHtml.isEscaped(c)) {
                line.append(HarmlessInHtml.escape(c));
            } else {
                line.append(c);
            }
        }
        return line.toString();
    }

    private static final class HarmlessInHtml extends CharacterEscapes {
        private static final long serialVersionUID = 1L;
        private static final char LINE_SEPARATOR = 0x2028;
        private static final char PARAGRAPH_SEPARATOR = 0x2029;

        private final int[] ascii = standardAsciiEscapesForJSON();

        HarmlessInHtml() {
            for (char c : new char[] {'<', '>', '&'}) {
                ascii[c] = ESCAPE_STANDARD;
            }
        }

        static boolean isEscaped(char c) {
            return c == '<' || c == '>' || c == '&' || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR;
        }

        static String escape(int c) {
            return String.format("\\u%04x", c);
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii.clone();
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int c) {
            return c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR ? new SerializedString(escape(c)) : null;
        }
    }
}
