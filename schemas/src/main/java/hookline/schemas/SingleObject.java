package hookline.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Turns one kind of record into Avro single-object encoding and back; reads every version ever released.
 *
 * <p>Each message carries the fingerprint of the schema that wrote it, so that processes of different versions can
 * stand on the same stream. Thread-safe.
 *
 * @param <T> the record
 */
public final class SingleObject<T extends SpecificRecordBase> {
    /** The largest payload that a setting allows, 64 MiB, and room for what is wrapped around it. */
    private static final int MAX_BYTES_FIELD = (64 << 20) + (1 << 16);

    private static final int MAX_STRING_FIELD = 1 << 16;

    static {
        // A few bytes can claim to be a string of 2 GB; Avro reads its limits from here and nowhere else.
        System.setProperty("org.apache.avro.limits.bytes.maxLength", String.valueOf(MAX_BYTES_FIELD));
        System.setProperty("org.apache.avro.limits.string.maxLength", String.valueOf(MAX_STRING_FIELD));
        // Avro makes instances of no class that it was not told to trust.
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(),
                ClassSecurityValidator.builder()
                        .add(RawHook.class)
                        .add(HookCapture.class)
                        .add(DeadLetter.class)
                        .add(CopiedRecord.class)
                        .build()));
    }

    public static final SingleObject<RawHook> RAW_HOOK = new SingleObject<>(RawHook.getClassSchema(), 1);
    public static final SingleObject<HookCapture> HOOK_CAPTURE = new SingleObject<>(HookCapture.getClassSchema(), 2);
    public static final SingleObject<DeadLetter> DEAD_LETTER = new SingleObject<>(DeadLetter.getClassSchema(), 1);

    private final BinaryMessageEncoder<T> encoder;
    private final BinaryMessageDecoder<T> decoder;

    private SingleObject(Schema schema, int releasedVersions) {
        SpecificData model = new SpecificData();
        encoder = new BinaryMessageEncoder<>(model, schema);
        decoder = new BinaryMessageDecoder<>(model, schema);
        for (int version = 1; version <= releasedVersions; version++) {
            decoder.addSchema(released(schema.getName(), version));
        }
    }

    /** Sees to it that Avro knows the limits above before anything else is read with it. */
    public static void limitAvro() {
        // Loading this class has set them.
    }

    /** The schema of that name as it was in a released version, counted from 1. */
    static Schema released(String name, int version) {
        String resource = "history/" + name + "-" + version + ".avsc";
        try (InputStream in = SingleObject.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("Missing from the jar: " + resource);
            }
            return new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The record's bytes; the array is the caller's. */
    public byte[] encode(T message) {
        try {
            ByteBuffer encoded = encoder.encode(message);
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("A record could not be encoded in memory", e);
        }
    }

    /**
     * Reads a record of any released version.
     *
     * @throws UndecodableException where the bytes are no such record; the message quotes none of them
     */
    public T decode(byte[] bytes) throws UndecodableException {
        try {
            return decoder.decode(bytes);
        } catch (IOException | AvroRuntimeException | UnsupportedOperationException e) {
            throw new UndecodableException(
                    "not a known Avro record: " + e.getClass().getSimpleName());
        }
    }
}
