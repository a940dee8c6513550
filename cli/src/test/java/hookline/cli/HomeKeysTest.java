package hookline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hookline.schemas.crypto.Keysets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeKeysTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    Path folder;

    private HomeKeys keys() {
        return new HomeKeys(new Home(folder.resolve("a/b/home")), () -> NOW);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(keys().folder())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void whatIsMadeIsForItsOwnerAloneAndNothingElseIsLeft() throws Exception {
        keys().settings();

        assertEquals(
                List.of(
                        "audit-key",
                        "encryption-keyset.json",
                        "fingerprint-key",
                        "history",
                        "lock",
                        "sealing-keyset.json",
                        "sealing-public.json"),
                files());
        for (String file : files()) {
            assertEquals("rw-------", rights(keys().file(file)));
        }
        assertEquals("rwx------", rights(keys().folder()));
        assertEquals("rwx------", rights(folder.resolve("a")));
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void keysThatAreAllThereNeedNoLock() throws Exception {
        HomeKeys keys = keys();
        keys.settings();
        keys.change(() -> assertEquals(5, keys.settings().size()));
    }

    @Test
    void aRotationIsNotedWithItsKeysAndReachesThePublicHalf() throws Exception {
        HomeKeys keys = keys();
        keys.settings();
        String old = keys.read(HomeKeys.SEALING);
        String oldId = Keysets.keyIds(old).get(0);
        assertEquals(Optional.of(NOW), keys.history().of(oldId).created());

        keys.change(() -> keys.replace(HomeKeys.SEALING, Keysets.withNewSealingKey(old)));

        assertEquals(Optional.of(NOW), keys.history().of(oldId).replaced());
        assertEquals(Keysets.keyIds(keys.read(HomeKeys.SEALING)), Keysets.keyIds(keys.read(HomeKeys.SEALING_PUBLIC)));
    }

    @Test
    void aKeyThatCannotBeWrittenLeavesNoPieceOfItself() throws Exception {
        HomeKeys keys = keys();
        keys.settings();
        Files.delete(keys.file("audit-key"));
        Files.createDirectories(keys.file("audit-key").resolve("in the way"));
        List<String> before = files();

        Home home = new Home(folder.resolve("a/b/home"));
        assertThrows(IOException.class, () -> home.write(keys.file("audit-key"), "secret"));
        assertEquals(before, files());
    }
}
