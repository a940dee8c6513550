package hookline.streams;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a raw stream as it was delivered.
 *
 * @param entryId its place in the stream
 * @param fields what it holds; the arrays belong to the entry and are not changed
 * @param deliveries how often it was delivered, this time included
 */
public record RawEntry(String entryId, Map<String, byte[]> fields, int deliveries) {
    /** The field of a sealed event. */
    public static final String SEALED = "e";

    /** How much it holds, in bytes. */
    public long bytes() {
        return fields.values().stream().mapToLong(value -> value.length).sum();
    }

    /** A field's bytes, or null. */
    public byte @Nullable [] field(String name) {
        return fields.get(name);
    }
}
