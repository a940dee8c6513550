package hookline.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The hook shim, a POSIX shell script, for those who install it. */
public final class HookScript {
    private HookScript() {}

    /** Its text; the file made of it has to be executable. */
    public static String source() {
        try (InputStream in = HookScript.class.getResourceAsStream("hookline-hook")) {
            if (in == null) {
                throw new IllegalStateException("Missing from the jar: hookline-hook");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
