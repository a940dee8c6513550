package hookline.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An encryption key from its first event to its end, by the commands of the page on keys. */
@Tag("full")
class KeyLifeTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern PUBLISHED = Pattern.compile("\\{\"id\":\"[^\\r\\n]+\"redactions\":\\d+}}");

    @TempDir
    Path folder;

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("HOME", folder.toString());
        environment.put("HOOKLINE_HOME", folder.resolve("home").toString());
        environment.put("HOOKLINE_AGENT_PORT", "0");
        environment.put("HOOKLINE_PROCESSOR_PORT", "0");
        environment.put("HOOKLINE_CONSOLE_PORT", "0");
        return environment;
    }

    private String run(int exitCode, String... command) throws Exception {
        try (HooklineProcess process = HooklineProcess.start(folder, environment(), command)) {
            assertEquals(exitCode, process.exitCode(), process.errors());
            return exitCode == 0 ? process.output() : process.errors();
        }
    }

    private List<String> events(String... further) throws Exception {
        List<String> command = new ArrayList<>(List.of("tail", "--from", "0", "--no-follow"));
        command.addAll(List.of(further));
        return run(0, command.toArray(String[]::new)).lines().toList();
    }

    private static void fire(HookCall hook, String session, String message) throws Exception {
        hook.fire("{\"hook_event_name\":\"Notification\",\"session_id\":\"" + session + "\",\"message\":\"" + message
                + "\"}");
    }

    private String primary() throws Exception {
        return run(0, "keys", "list", "--json")
                .lines()
                .filter(line -> line.contains("\"purpose\":\"encryption\"") && line.contains("\"primary\":true"))
                .map(line -> line.replaceFirst(".*\"key\":\"(\\d+)\".*", "$1"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void afterErasureRotationReencryptionAndRetirementNoDumpFromBeforeCanBeRead() throws Exception {
        Path home = folder.resolve("home");
        HookCall hook = HookCall.into(home);
        try (HooklineProcess up = HooklineProcess.start(folder, environment(), "up")) {
            await().atMost(LIMIT).until(() -> up.errors().contains("Hookline is up") || !up.isAlive());
            fire(hook, "stays", "what stays");
            fire(hook, "goes", "what goes");
            fire(hook, "goes", "x".repeat(100_000));
            await().atMost(LIMIT).until(() -> events().size() == 3);
            String old = primary();

            assertTrue(run(1, "keys", "retire", old).contains("is the primary one"));
            run(0, "erase", "--session", "goes", "--yes");
            assertEquals(1, events().size());

            run(0, "keys", "rotate", "--encryption");
            String fresh = primary();
            assertFalse(fresh.equals(old));
            assertTrue(run(1, "keys", "retire", old).contains("Some process may still use key " + old));
            letTwoMinutesPass(home);
            assertTrue(run(1, "keys", "retire", old).contains("still needed by 1"));
            await().atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).until(() -> {
                fire(hook, "later", "what came later");
                List<String> lines = events();
                return lines.get(lines.size() - 1).contains("\"key_id\":\"" + fresh + "\"");
            });
            List<String> dump = dump(home);
            assertTrue(dump.stream().anyMatch(line -> line.contains("\"session_id\":\"goes\"")), "the dump has it");

            assertTrue(run(0, "keys", "reencrypt", "--json").contains("\"failed\":0"));
            assertTrue(run(0, "keys", "reencrypt", "--json").contains("\"reencrypted\":0"));
            run(0, "keys", "retire", old);
            assertTrue(run(1, "keys", "retire", old).contains("There is no key"));

            List<String> live = events("--decrypt");
            assertTrue(live.stream().anyMatch(line -> line.contains("what stays")), live::toString);
            String stays = live.stream()
                    .filter(line -> line.contains("what stays"))
                    .findFirst()
                    .orElseThrow();
            String id = stays.replaceFirst("^\\{\"id\":\"([^\"]+)\".*", "$1");
            assertEquals(stays, run(0, "decrypt", "--event", id).strip());
            assertTrue(run(1, "decrypt", "--event", "none").contains("has no event none"));
            assertTrue(run(0, "doctor").contains("uses key " + fresh));
            assertTrue(live.stream().noneMatch(line -> line.contains("\"goes\"")), live::toString);
            for (String line : dump) {
                boolean erased = line.contains("\"session_id\":\"goes\"");
                assertEquals(erased ? 1 : line.contains(fresh) ? 0 : 1, decrypt(line), line);
            }
        }
    }

    /** As far as the command can tell. */
    private static void letTwoMinutesPass(Path home) throws IOException {
        Path history = home.resolve("keys/history");
        Instant then = Instant.now().minusSeconds(121);
        Files.writeString(history, Files.readString(history).replaceAll("(?m)\\S+$", then.toString()));
    }

    /** All published lines in the append-only file, as an old backup would have them. */
    private static List<String> dump(Path home) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(home.resolve("redis"))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".aof")).toList()) {
                PUBLISHED
                        .matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .results()
                        .forEach(line -> lines.add(line.group()));
            }
        }
        return lines.stream().distinct().toList();
    }

    private int decrypt(String line) throws Exception {
        Path input = Files.writeString(folder.resolve("line"), line + "\n");
        try (HooklineProcess decrypt = HooklineProcess.start(folder, environment(), input, "decrypt")) {
            return decrypt.exitCode();
        }
    }
}
