package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFileTest {
    private static final String OWNER_ONLY = "rw-------";

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void resolveFolder() throws IOException {
        folder = temporary.toRealPath();
    }

    @Test
    void readsAFileThatOnlyItsOwnerCanRead() throws IOException {
        SecretFile source = source(file("open sesame", OWNER_ONLY));

        assertEquals("open sesame", source.read().reveal());
        assertEquals("REDIS_PASSWORD_FILE=" + folder.resolve("password"), source.origin());
        assertEquals(source.origin(), source.toString());
    }

    @Test
    void readsAgainEachTimeSincePasswordsRotate() throws IOException {
        SecretFile source = source(file("old", OWNER_ONLY));
        assertEquals("old", source.read().reveal());

        file("new", OWNER_ONLY);
        assertEquals("new", source.read().reveal());
    }

    @ParameterizedTest
    @CsvSource({"'a\n', a", "'a\r\n', a", "'a\n\n', 'a\n'", "'\na\n', '\na'", "' a ', ' a '"})
    void dropsOneTrailingNewlineAndNothingElse(String content, String secret) throws IOException {
        assertEquals(secret, source(file(content, OWNER_ONLY)).read().reveal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw--w----", "rw----r--", "rwx--x---", "r--r--r--"})
    void refusesAFileThatIsOpenToOthersAndNamesTheRepair(String mode) throws IOException {
        String message = refusal(source(file("open sesame", mode)));

        assertTrue(message.contains("chmod 600 " + folder.resolve("password")), message);
        assertFalse(message.contains("sesame"), message);
    }

    @Test
    void quotesAStrangePathInTheRepair() throws IOException {
        Path strange = PrivateFiles.write(folder.resolve("it's $HOME"), "open sesame", "rw-r--r--");

        String message = refusal(source(strange));

        assertTrue(message.endsWith("chmod 600 '" + folder + "/it'\\''s $HOME'"), message);
    }

    @Test
    void refusesASymbolicLink() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file("open sesame", OWNER_ONLY));

        assertTrue(refusal(source(link)).contains("symbolic link"));
    }

    @Test
    void refusesAFolderAndADevice() {
        assertTrue(refusal(source(folder)).contains("not a regular file"));
        assertTrue(refusal(source(Path.of("/dev/null"))).contains("not a regular file"));
    }

    @Test
    void refusesAMissingFile() {
        assertTrue(refusal(source(folder.resolve("absent"))).contains("does not exist"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void refusesAnEmptyFile(String content) throws IOException {
        assertTrue(refusal(source(file(content, OWNER_ONLY))).contains("is empty"));
    }

    @Test
    void takes64KiBAndNotAByteMore() throws IOException {
        String most = "a".repeat(64 * 1024);

        assertEquals(most, source(file(most, OWNER_ONLY)).read().reveal());
        assertTrue(refusal(source(file(most + "a", OWNER_ONLY))).contains("64 KiB"));
    }

    @Test
    void refusesBytesThatAreNotText() throws IOException {
        Path file = file("", OWNER_ONLY);
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});

        assertTrue(refusal(source(file)).contains("UTF-8"));
    }

    @Test
    void trustsRootAndItsOwnUserOnly() throws IOException {
        int self = FileRights.of(file("open sesame", OWNER_ONLY)).owner();

        assertTrue(FileRights.trusts(self));
        assertTrue(FileRights.trusts(0));
        assertFalse(FileRights.trusts(self + 4711));
    }

    @Test
    void refusesTheFileOfAnotherUser() throws IOException {
        SecretFile source =
                new SecretFile("REDIS_PASSWORD_FILE", file("open sesame", OWNER_ONLY), List.of(), owner -> false);

        assertTrue(refusal(source).contains("belongs to another user"));
    }

    @Test
    void takesReadableFilesAndKubernetesLinksWhereSecretsAreMounted() throws IOException {
        Path mount = Files.createDirectory(folder.resolve("mount"));
        Path version = Files.createDirectory(mount.resolve("..2026"));
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("..2026"));
        Path link = Files.createSymbolicLink(mount.resolve("password"), Path.of("..data", "password"));
        PrivateFiles.mode(Files.writeString(version.resolve("password"), "open sesame"), "r--r--r--");

        assertEquals("open sesame", mounted(mount, link).read().reveal());
    }

    @Test
    void takesAMountedFileOfAnotherUserThatHeAloneMayWrite() throws IOException {
        SecretFile source = new SecretFile(
                "REDIS_PASSWORD_FILE", file("open sesame", "r--r--r--"), List.of(folder), owner -> false);

        assertEquals("open sesame", source.read().reveal());
    }

    @Test
    void refusesAMountedFileThatOthersMayWrite() throws IOException {
        assertTrue(refusal(mounted(folder, file("open sesame", "rw-rw-rw-"))).contains("chmod 600"));
    }

    @Test
    void isNotTalkedIntoTrustingAPathThatLeavesTheMount() throws IOException {
        Path mount = Files.createDirectory(folder.resolve("mount"));
        Path outside = file("open sesame", "r--r--r--");
        Path link = Files.createSymbolicLink(mount.resolve("password"), outside);

        assertTrue(refusal(mounted(mount, link)).contains("chmod 600"));
        assertTrue(refusal(mounted(mount, mount.resolve("../password"))).contains("chmod 600"));

        Files.createSymbolicLink(folder.resolve("link"), outside);
        assertTrue(refusal(mounted(mount, mount.resolve("../link"))).contains("symbolic link"));
    }

    private Path file(String content, String mode) throws IOException {
        return PrivateFiles.write(folder.resolve("password"), content, mode);
    }

    private static SecretFile source(Path file) {
        return new SecretFile("REDIS_PASSWORD_FILE", file);
    }

    private static SecretFile mounted(Path mount, Path file) {
        return new SecretFile("REDIS_PASSWORD_FILE", file, List.of(mount), FileRights::trusts);
    }

    private static String refusal(SecretFile source) {
        String message = String.valueOf(
                assertThrows(SecretUnavailableException.class, source::read).getMessage());
        assertTrue(message.startsWith("REDIS_PASSWORD_FILE"), message);
        return message;
    }
}
