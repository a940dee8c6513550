package hookline.system;

import hookline.schemas.crypto.Keysets;
import hookline.streams.TestRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Agents and processors as processes of their own, on a test's Redis, one home and the same keys at every start. */
final class PipelineProcesses {
    private final TestRedis redis;
    private final Path home;
    private final Map<String, String> environment;

    PipelineProcesses(TestRedis redis, Path home) throws Exception {
        this.redis = redis;
        this.home = home;
        String sealing = Keysets.newSealingKeyset();
        environment = Map.of(
                "HOME",
                home.toString(),
                "HOOKLINE_HOME",
                home.toString(),
                "HOOKLINE_AGENT_PORT",
                "0",
                "HOOKLINE_PROCESSOR_PORT",
                "0",
                "HOOKLINE_CLAIM_IDLE",
                "1s",
                "HOOKLINE_MAX_DELIVERIES",
                "100",
                "HOOKLINE_RESEND_WINDOW",
                "2s",
                "HOOKLINE_SEALING_KEYSET",
                sealing,
                "HOOKLINE_SEALING_PUBLIC_KEY",
                Keysets.publicHalf(sealing),
                "HOOKLINE_ENCRYPTION_KEYSET",
                Keysets.newEncryptionKeyset());
    }

    HooklineProcess start(String command) throws IOException {
        return start(command, Map.of());
    }

    HooklineProcess start(String command, Map<String, String> further) throws IOException {
        return run(further, command);
    }

    /** The same for a command of several words. */
    HooklineProcess run(Map<String, String> further, String... command) throws IOException {
        Map<String, String> all = new HashMap<>(redis.environment());
        all.putAll(environment);
        all.putAll(further);
        if (further.containsKey("REDIS_PASSWORD_FILE")) {
            all.remove("REDIS_PASSWORD");
        }
        return HooklineProcess.start(home, all, command);
    }

    /** Whether nothing waits to be sent, sent again or removed. */
    boolean spoolIsEmpty() throws IOException {
        return isEmpty("new") && isEmpty("cur") && isEmpty("sent");
    }

    boolean isEmpty(String folder) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("spool").resolve(folder))) {
            return files.findAny().isEmpty();
        }
    }
}
