package hookline.streams.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a login to Redis is for. */
public enum Purpose {
    AGENT,
    PROCESSOR,
    RETENTION,
    MONITOR;

    private static final String RESOURCE = "needs.txt";

    /** In words. */
    public String words() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<Need> needs() {
        List<Need> needs = new ArrayList<>();
        String purpose = "";
        for (String line : text().lines().toList()) {
            String[] parts = line.strip().split(" {2,}| (?=[A-Z])", 2);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (parts.length == 1) {
                purpose = parts[0];
            } else if (purpose.equals(words())) {
                for (String command : parts[1].strip().split(" *; *", -1)) {
                    needs.add(Need.parse(parts[0], command));
                }
            }
        }
        return needs;
    }

    private static String text() {
        try (InputStream in = Purpose.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("Missing from the jar: " + RESOURCE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
