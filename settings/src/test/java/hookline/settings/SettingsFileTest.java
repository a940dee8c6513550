package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {
    private static final String OWNER_ONLY = "rw-------";
    private static final String READABLE = "rw-r--r--";

    @TempDir
    Path temporary;

    private Path folder;
    private Path file;

    @BeforeEach
    void nameFile() throws IOException {
        folder = temporary.toRealPath().resolve(".claude");
        file = folder.resolve("redis_config.env");
    }

    @Test
    void isEmptyWhenThereIsNone() {
        assertEquals(new SettingsFile(new Layer(file.toString(), Map.of()), List.of()), SettingsFile.read(file));
    }

    @Test
    void readsAssignmentsAmongBlankLinesAndComments() throws IOException {
        SettingsFile read =
                read("# Redis\n\nexport REDIS_HOST='redis'\n  REDIS_PORT=7000 # ours\nEDITOR=vi\n", READABLE);

        assertEquals(List.of(), read.problems());
        assertEquals(
                Map.of("REDIS_HOST", "redis", "REDIS_PORT", "7000", "EDITOR", "vi"),
                read.layer().variables());
    }

    @Test
    void readsFilesThatComeFromWindows() throws IOException {
        SettingsFile read = read("\uFEFFREDIS_HOST=redis\r\nREDIS_PORT=\"7000\"\r\n\r\n", READABLE);

        assertEquals(List.of(), read.problems());
        assertEquals(
                Map.of("REDIS_HOST", "redis", "REDIS_PORT", "7000"),
                read.layer().variables());
    }

    @Test
    void runsNothingThatItReads() throws IOException {
        Path trap = temporary.resolve("trap");

        SettingsFile read = read("REDIS_HOST=$(touch " + trap + ")\nREDIS_USERNAME=`touch " + trap + "`\n", READABLE);

        assertEquals("$(touch " + trap + ")", read.layer().variables().get("REDIS_HOST"));
        assertFalse(Files.exists(trap));
    }

    @Test
    void namesBadLinesWithoutQuotingThem() throws IOException {
        SettingsFile read = read("REDIS_HOST=redis\nREDIS_PASSWORD='sesame\nsesame\n", OWNER_ONLY);

        assertEquals(2, read.problems().size());
        assertTrue(read.problems().get(0).startsWith(file + " line 2 "), read.problems()::toString);
        assertTrue(read.problems().get(1).startsWith(file + " line 3 "), read.problems()::toString);
        assertFalse(read.problems().toString().contains("sesame"));
        assertEquals("redis", read.layer().variables().get("REDIS_HOST"));
    }

    @Test
    void refusesASettingThatIsThereTwiceAndLeavesOtherToolsAlone() throws IOException {
        SettingsFile read = read("REDIS_HOST=a\nEDITOR=vi\nREDIS_HOST=b\nEDITOR=ed\n", READABLE);

        assertEquals(List.of(file + " line 3 sets REDIS_HOST a second time; keep one"), read.problems());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw-rw----", "rw-----w-"})
    void refusesASecretThatOthersCanReachAndNamesTheRepair(String mode) throws IOException {
        List<String> problems = read("REDIS_PASSWORD=sesame\n", mode).problems();

        assertEquals(1, problems.size());
        assertTrue(problems.get(0).endsWith("chmod 600 " + file), problems::toString);
        assertFalse(problems.toString().contains("sesame"));
    }

    @Test
    void refusesASecretInAFolderThatOthersMayWriteTo() throws IOException {
        PrivateFiles.write(file, "REDIS_PASSWORD=sesame\n", OWNER_ONLY);
        PrivateFiles.mode(folder, "rwxrwx---");

        List<String> problems = SettingsFile.read(file).problems();

        assertEquals(1, problems.size());
        assertTrue(problems.get(0).endsWith("chmod go-w " + folder), problems::toString);
    }

    @Test
    void refusesASecretInTheFileOfAnotherUser() throws IOException {
        PrivateFiles.write(file, "REDIS_PASSWORD=sesame\n", OWNER_ONLY);

        List<String> problems = SettingsFile.read(file, owner -> false).problems();

        assertEquals(1, problems.size());
        assertTrue(problems.get(0).contains("belongs to another user"), problems::toString);
    }

    @Test
    void refusesACommandThatOthersMayReplace() throws IOException {
        String command = "REDIS_PASSWORD_COMMAND='vault kv get redis'\n";

        assertEquals(List.of(), read(command, READABLE).problems());
        assertTrue(read(command, "rw-rw-r--").problems().get(0).endsWith("chmod 600 " + file));
    }

    @Test
    void takesAnySecretThatIsItsOwnersAlone() throws IOException {
        assertEquals(List.of(), read("REDIS_PASSWORD=sesame\n", OWNER_ONLY).problems());
        assertEquals(List.of(), read("REDIS_PASSWORD=\n", READABLE).problems());
        assertEquals(
                List.of(),
                read("REDIS_PASSWORD_FILE=/run/secrets/redis\n", READABLE).problems());
    }

    @Test
    void followsALinkAndJudgesWhatItPointsTo() throws IOException {
        Path target = PrivateFiles.write(
                temporary.toRealPath().resolve("dotfiles").resolve("redis.env"), "REDIS_PASSWORD=sesame\n", READABLE);
        Files.createDirectories(folder);
        PrivateFiles.mode(folder, "rwx------");
        Files.createSymbolicLink(file, target);

        List<String> problems = SettingsFile.read(file).problems();

        assertEquals(1, problems.size());
        assertTrue(problems.get(0).endsWith("chmod 600 " + target), problems::toString);
    }

    @Test
    void refusesWhatIsNoTextFileOfModestSize() throws IOException {
        assertEquals(
                List.of(file + " is larger than 64 KiB"),
                read("#".repeat(64 * 1024 + 1), READABLE).problems());

        Files.write(file, new byte[] {(byte) 0xff});
        assertEquals(
                List.of(file + " is not UTF-8 text"), SettingsFile.read(file).problems());

        Files.delete(file);
        Files.createDirectory(file);
        assertEquals(
                List.of(file + " is not a regular file"),
                SettingsFile.read(file).problems());
    }

    private SettingsFile read(String content, String mode) throws IOException {
        return SettingsFile.read(PrivateFiles.write(file, content, mode));
    }
}
