package hookline.cli;

import hookline.embedded.EmbeddedRedis;
import hookline.embedded.RedisBinary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A Redis of {@code up} or {@code demo}: on a free loopback port, with a password of its own, and durable. */
final class OwnRedis implements AutoCloseable {
    /** Subscribers get room for a burst of 100 events of 1 MB twice over, where Redis itself would leave them 32. */
    private static final List<String> CONFIGURATION = List.of(
            "appendonly yes",
            "appendfsync everysec",
            "save \"\"",
            "maxmemory-policy noeviction",
            "client-output-buffer-limit pubsub 256mb 64mb 60");

    private final EmbeddedRedis server;
    private final Path passwordFile;
    private final String description;

    private OwnRedis(EmbeddedRedis server, Path passwordFile, String description) {
        this.server = server;
        this.passwordFile = passwordFile;
        this.description = description;
    }

    static OwnRedis start(Home home, List<String> furtherConfiguration) throws IOException {
        Path passwordFile = home.redis().resolve("password");
        if (!Files.exists(passwordFile)) {
            home.write(passwordFile, newPassword());
        }
        RedisBinary binary = RedisBinary.find(home.programs());
        List<String> configuration = new ArrayList<>(CONFIGURATION);
        configuration.addAll(furtherConfiguration);
        EmbeddedRedis server =
                EmbeddedRedis.start(binary, home.redis(), 0, Files.readString(passwordFile), configuration);
        return new OwnRedis(server, passwordFile, binary.description());
    }

    /** Settings that lead to it. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("REDIS_HOST", "127.0.0.1");
        settings.put("REDIS_PORT", Integer.toString(server.port()));
        settings.put("REDIS_PASSWORD_FILE", passwordFile.toString());
        return settings;
    }

    /** What runs where, for people. */
    String description() {
        return description + ", 127.0.0.1:" + server.port();
    }

    /** Tells when the server is no longer there, with the last line of its log. */
    void whenItEnds(Consumer<String> listener) {
        server.onExit(listener);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private static String newPassword() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
