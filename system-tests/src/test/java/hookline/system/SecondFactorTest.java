package hookline.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.cli.totp.TotpSecret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecondFactorTest {
    @TempDir
    Path folder;

    private final TotpSecret secret = TotpSecret.random(new SecureRandom());
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void enroll() throws Exception {
        Path home = folder.resolve("home");
        Path file = folder.resolve("secret");
        Files.writeString(file, secret.text());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        environment.put("HOME", folder.toString());
        environment.put("HOOKLINE_HOME", home.toString());
        environment.put("HOOKLINE_AUDIT_FILE", folder.resolve("audit.jsonl").toString());
        environment.put("HOOKLINE_TOTP_SECRET_FILE", file.toString());
        environment.put("JAVA_TOOL_OPTIONS", "-Dhookline.tty=" + folder.resolve("no-terminal"));
    }

    private HooklineProcess run(String input, String... command) throws Exception {
        Path file = Files.writeString(folder.resolve("input"), input);
        return HooklineProcess.start(folder, environment, file, command);
    }

    private String audit() throws Exception {
        Path file = folder.resolve("audit.jsonl");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "12345\n", "1234567\n", "abcdef\n"})
    void aPipedEmptyOrPartialCodeNeverPasses(String input) throws Exception {
        try (HooklineProcess process = run(input, "keys", "create")) {
            assertEquals(1, process.exitCode());
        }
        assertFalse(Files.exists(folder.resolve("home/keys/encryption-keyset.json")));
        assertFalse(audit().contains("second_factor_passed"), audit());
    }

    @Test
    void aRightCodePassesOnceAndBothAreAudited() throws Exception {
        String code = secret.codeAt(Instant.now()) + "\n";
        try (HooklineProcess process = run(code, "keys", "create")) {
            assertEquals(0, process.exitCode(), process.errors());
        }
        assertTrue(Files.exists(folder.resolve("home/keys/encryption-keyset.json")));
        try (HooklineProcess process = run(code, "keys", "rotate", "--encryption")) {
            assertEquals(1, process.exitCode());
            assertTrue(process.errors().contains("used already")
                    || process.errors().contains("not the code of now"));
            assertFalse((process.output() + process.errors()).contains(secret.text()));
        }
        assertTrue(audit().contains("second_factor_passed") && audit().contains("second_factor_refused"), audit());
        assertFalse(audit().contains(code.strip()), audit());
    }

    @Test
    void everySensitiveCommandAsks() throws Exception {
        environment.put("REDIS_HOST", "127.0.0.1");
        environment.put("REDIS_PORT", "1");
        List<List<String>> commands = List.of(
                List.of("keys", "create"),
                List.of("keys", "rotate", "--sealing"),
                List.of("keys", "reencrypt"),
                List.of("keys", "retire", "1"),
                List.of("decrypt"),
                List.of("decrypt", "--event", "e"),
                List.of("erase", "--session", "s", "--yes"),
                List.of("dead-letters", "show", "e", "--payload"),
                List.of("tail", "--decrypt"),
                List.of("console", "--decrypt"),
                List.of("totp", "verify"));
        for (List<String> command : commands) {
            try (HooklineProcess process = run("", command.toArray(String[]::new))) {
                assertEquals(1, process.exitCode(), command + ": " + process.errors());
                assertTrue(
                        process.errors().contains("A one-time code is asked for"), command + ": " + process.errors());
            }
        }
    }

    @Test
    void whatShowsNothingSecretDoesNotAsk() throws Exception {
        try (HooklineProcess process = run("", "keys", "list")) {
            assertFalse(process.errors().contains("one-time code"), process.errors());
        }
        try (HooklineProcess process = run("", "config")) {
            assertEquals(0, process.exitCode(), process.errors());
            assertFalse(process.output().contains(secret.text()));
        }
    }
}
