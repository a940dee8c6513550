package hookline.schemas.copy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import hookline.schemas.CopiedRecord;
import hookline.schemas.UndecodableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Records in JSON, one a line; none longer than {@link #LONGEST}. For one thread. */
final class JsonRecords implements CopyReader.Records {
    /** Bytes; above the largest event that a setting allows, in base64 and quoted. */
    static final int LONGEST = 128 << 20;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST)
                    .maxNestingDepth(8)
                    .build())
            .build();

    private final InputStream in;

    JsonRecords(InputStream in) {
        this.in = in;
    }

    @Override
    public Optional<CopiedRecord> next() throws IOException, UndecodableException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int c = in.read();
        if (c < 0) {
            return Optional.empty();
        }
        for (; c >= 0 && c != '\n'; c = in.read()) {
            if (line.size() == LONGEST) {
                throw new UndecodableException("longer than " + (LONGEST >> 20) + " MiB");
            }
            line.write(c);
        }
        try (JsonParser json = JSON.createParser(line.toByteArray())) {
            return Optional.of(read(json));
        } catch (IOException e) {
            throw new UndecodableException("not JSON, or no number where one belongs");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static CopiedRecord read(JsonParser json) throws IOException, UndecodableException {
        CopiedRecord.Builder read = CopiedRecord.newBuilder();
        Map<String, String> fields = new HashMap<>();
        boolean named = false;
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new UndecodableException("no JSON object");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "kind" -> {
                    read.setKind(text(json, value));
                    named = true;
                }
                case "id" -> read.setId(text(json, value));
                case "session_id" -> read.setSessionId(text(json, value));
                case "hook_type" -> read.setHookType(text(json, value));
                case "sequence" -> read.setSequence(json.getLongValue());
                case "entry" -> read.setEntry(text(json, value));
                case "time" -> read.setTime(json.getLongValue());
                case "partition" -> read.setPartition(json.getIntValue());
                case "line" -> read.setData(ByteBuffer.wrap(text(json, value).getBytes(StandardCharsets.UTF_8)));
                case "data" -> read.setData(ByteBuffer.wrap(json.getBinaryValue()));
                case "fields" -> readFields(json, value, fields);
                // A later version may say more.
                default -> json.skipChildren();
            }
        }
        if (!named || json.nextToken() != null) {
            throw new UndecodableException(named ? "more than one JSON value" : "kind is missing");
        }
        return read.setFields(fields).build();
    }

    private static void readFields(JsonParser json, JsonToken value, Map<String, String> fields)
            throws IOException, UndecodableException {
        if (value != JsonToken.START_OBJECT) {
            throw new UndecodableException("fields is no JSON object");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            fields.put(name, text(json, json.nextToken()));
        }
    }

    private static String text(JsonParser json, JsonToken value) throws IOException, UndecodableException {
        if (value != JsonToken.VALUE_STRING) {
            throw new UndecodableException(json.currentName() + " is no text");
        }
        return json.getText();
    }
}
