package hookline.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.schemas.crypto.Keysets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code doctor} says of keys; without a Redis, which is another check's problem. */
class DoctorKeysTest {
    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private Path keys;

    @BeforeEach
    void createKeys() throws Exception {
        environment.put("HOME", folder.toString());
        environment.put("HOOKLINE_HOME", folder.resolve("home").toString());
        keys = folder.resolve("home/keys");
        try (HooklineProcess create = HooklineProcess.start(folder, environment, "keys", "create")) {
            assertEquals(0, create.exitCode(), create.errors());
        }
        environment.put("REDIS_HOST", "127.0.0.1");
        environment.put("REDIS_PORT", "1");
        environment.put(
                "HOOKLINE_SEALING_PUBLIC_KEY_FILE",
                keys.resolve("sealing-public.json").toString());
        environment.put(
                "HOOKLINE_SEALING_KEYSET_FILE",
                keys.resolve("sealing-keyset.json").toString());
        environment.put(
                "HOOKLINE_ENCRYPTION_KEYSET_FILE",
                keys.resolve("encryption-keyset.json").toString());
    }

    private List<String> doctor() throws Exception {
        try (HooklineProcess doctor = HooklineProcess.start(folder, environment, "doctor")) {
            assertEquals(1, doctor.exitCode(), doctor.errors());
            return doctor.output()
                    .lines()
                    .filter(line -> line.contains(" keys: "))
                    .toList();
        }
    }

    private static void assertOne(List<String> lines, String... parts) {
        assertEquals(
                1,
                lines.stream()
                        .filter(line -> List.of(parts).stream().allMatch(line::contains))
                        .count(),
                () -> String.join("\n", lines));
    }

    private static void setMode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    @Test
    void keysThatAreAsTheyShouldBeAreNamed() throws Exception {
        List<String> lines = doctor();
        assertEquals(4, lines.size(), lines::toString);
        assertTrue(lines.stream().allMatch(line -> line.startsWith("ok ")), lines::toString);
        assertOne(lines, "HOOKLINE_ENCRYPTION_KEYSET_FILE=", " uses key ");
        assertOne(lines, keys + " is for its owner alone");
    }

    @Test
    void whatOthersCanReadIsSaidOnceWithTheRepair() throws Exception {
        setMode(keys, "rwxr-xr-x");
        setMode(keys.resolve("encryption-keyset.json"), "rw-r--r--");
        setMode(keys.resolve("audit-key"), "rw-rw----");
        Files.writeString(keys.resolve("sealing-keyset.json-1.partial"), "half");

        List<String> lines = doctor();
        assertOne(lines, "PROBLEM", "(rwxr-xr-x): chmod 700 " + keys);
        assertOne(lines, "PROBLEM", "chmod 600 " + keys.resolve("encryption-keyset.json"));
        assertOne(lines, "PROBLEM", "chmod 600 " + keys.resolve("audit-key"));
        assertOne(lines, "PROBLEM", "rm " + keys.resolve("sealing-keyset.json-1.partial"));
        assertEquals(
                4, lines.stream().filter(line -> line.startsWith("PROBLEM")).count(), lines::toString);
    }

    @Test
    void keysetsThatCannotBeUsedAreSaidWithWhatToDo() throws Exception {
        Path encryption = keys.resolve("encryption-keyset.json");
        Files.writeString(encryption, Files.readString(encryption).replace("ENABLED", "DISABLED"));
        Files.writeString(keys.resolve("sealing-keyset.json"), "half a keys");
        Files.delete(keys.resolve("sealing-public.json"));

        List<String> lines = doctor();
        assertOne(lines, "PROBLEM", "has no primary key that is enabled. Put your copy of it there");
        assertOne(lines, "PROBLEM", "sealing-keyset.json: not a Tink keyset in JSON. Put your copy of it there");
        assertOne(lines, "PROBLEM", "sealing-public.json does not exist; create it");
    }

    @Test
    void anAgentThatSealsToAKeyThatItsProcessorLacksIsFound() throws Exception {
        environment.remove("HOOKLINE_SEALING_KEYSET_FILE");
        environment.put("HOOKLINE_SEALING_KEYSET", Keysets.newSealingKeyset());

        List<String> lines = doctor();
        assertOne(lines, "PROBLEM", "which the processor's sealing keyset does not have", "hookline keys list");
    }
}
