package hookline.schemas.crypto;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Binds a ciphertext or a MAC to what it belongs to: fields with their lengths before them, so that none can run into the next. */
public final class AssociatedFields {
    private AssociatedFields() {}

    public static byte[] of(String... fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (String field : fields) {
                byte[] utf8 = field.getBytes(StandardCharsets.UTF_8);
                out.writeInt(utf8.length);
                out.write(utf8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A memory buffer refused a write", e);
        }
        return bytes.toByteArray();
    }
}
