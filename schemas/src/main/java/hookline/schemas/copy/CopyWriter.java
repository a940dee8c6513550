package hookline.schemas.copy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import hookline.schemas.CopiedRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Writes a copy record by record, in either format, with no more than one record or 64 KiB in memory.
 *
 * <p>What it wrote is whole once it was closed. For one thread.
 */
public interface CopyWriter extends AutoCloseable {
    /** Appends a record. */
    void write(CopiedRecord written) throws IOException;

    @Override
    void close() throws IOException;

    /** One JSON object a line; what is text stands there as text, a dead letter in base64. */
    static CopyWriter jsonl(OutputStream out) throws IOException {
        JsonGenerator json = new JsonFactory().createGenerator(out);
        json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
        return new CopyWriter() {
            @Override
            public void write(CopiedRecord written) throws IOException {
                json.writeStartObject();
                json.writeStringField("kind", written.getKind());
                writeText(json, "id", written.getId());
                writeText(json, "session_id", written.getSessionId());
                writeText(json, "hook_type", written.getHookType());
                writeNumber(json, "sequence", written.getSequence());
                writeText(json, "entry", written.getEntry());
                writeNumber(json, "time", written.getTime());
                writeNumber(json, "partition", written.getPartition());
                if (!written.getFields().isEmpty()) {
                    json.writeObjectFieldStart("fields");
                    for (Map.Entry<String, String> field : new TreeMap<>(written.getFields()).entrySet()) {
                        json.writeStringField(field.getKey(), field.getValue());
                    }
                    json.writeEndObject();
                }
                ByteBuffer data = written.getData().duplicate();
                if (data.hasRemaining()) {
                    byte[] bytes = new byte[data.remaining()];
                    data.get(bytes);
                    if (written.getKind().equals(CopyKind.EVENT)) {
                        json.writeStringField("line", new String(bytes, StandardCharsets.UTF_8));
                    } else {
                        json.writeBinaryField("data", bytes);
                    }
                }
                json.writeEndObject();
            }

            @Override
            public void close() throws IOException {
                json.writeRaw('\n');
                json.close();
            }
        };
    }

    /** An Avro container file of {@link CopiedRecord}s, deflated. */
    static CopyWriter avro(OutputStream out) throws IOException {
        DataFileWriter<CopiedRecord> file =
                new DataFileWriter<>(new SpecificDatumWriter<>(CopiedRecord.getClassSchema(), new SpecificData()));
        file.setCodec(CodecFactory.deflateCodec(1));
        file.setSyncInterval(1 << 16);
        file.create(CopiedRecord.getClassSchema(), out);
        return new CopyWriter() {
            @Override
            public void write(CopiedRecord written) throws IOException {
                file.append(written);
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    private static void writeText(JsonGenerator json, String name, String text) throws IOException {
        if (!text.isEmpty()) {
            json.writeStringField(name, text);
        }
    }

    private static void writeNumber(JsonGenerator json, String name, long number) throws IOException {
        if (number != 0) {
            json.writeNumberField(name, number);
        }
    }
}
