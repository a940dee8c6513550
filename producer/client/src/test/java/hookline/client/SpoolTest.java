package hookline.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final int MAX = 1000;

    @TempDir
    Path home;

    private Spool spool;

    @BeforeEach
    void open() {
        spool = Spool.at(home.resolve("inner"));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void whatIsPutIsRead() throws IOException {
        ByteBuffer payload = bytes("a\0b\nhookline 1 0 0\n");
        String id = spool.put(payload, MAX, "Notification", "s é \n");
        SpooledHook hook = SpooledHook.read(spool.fresh().resolve(id), id, MAX);
        assertEquals(id, hook.id());
        assertEquals("Notification", hook.hookType());
        assertEquals("s é \n", hook.sessionId());
        assertEquals(payload, hook.payload());
        assertEquals(0, count(spool.tmp()));
    }

    @Test
    void emptyArgumentsAreNone() throws IOException {
        String id = spool.put(bytes(""), MAX, "", null);
        SpooledHook hook = SpooledHook.read(spool.fresh().resolve(id), id, MAX);
        assertNull(hook.hookType());
        assertNull(hook.sessionId());
        assertEquals(0, hook.payload().remaining());
    }

    @Test
    void theCallersBufferStaysAsItWas() throws IOException {
        ByteBuffer payload = bytes("event");
        assertNotEquals(spool.put(payload, MAX, null, null), spool.put(payload, MAX, null, null));
        assertEquals(5, payload.remaining());
        assertEquals(2, count(spool.fresh()));
    }

    @Test
    void foldersAndFilesAreTheirOwnersAlone() throws IOException {
        spool.createFolders();
        String id = spool.put(bytes("event"), MAX, null, null);
        for (Path folder : Stream.of(home.resolve("inner"), spool.tmp(), spool.fresh(), spool.numbered(), spool.sent())
                .toList()) {
            assertEquals("rwx------", mode(folder));
        }
        assertEquals("rw-------", mode(spool.fresh().resolve(id)));
    }

    @Test
    void aFolderThatExistsKeepsItsMode() throws IOException {
        spool.createFolders();
        Files.setPosixFilePermissions(spool.tmp(), PosixFilePermissions.fromString("rwxr-xr-x"));
        spool.createFolders();
        assertEquals("rwxr-xr-x", mode(spool.tmp()));
    }

    @Test
    void foldersThatVanishAreCreatedAgain() throws IOException {
        spool.createFolders();
        Files.delete(spool.fresh());
        spool.put(bytes("event"), MAX, null, null);
        assertEquals(1, count(spool.fresh()));
    }

    @Test
    void aFileInPlaceOfAFolderFailsAndLeavesNothing() throws IOException {
        Files.createDirectories(spool.tmp().getParent());
        Files.createFile(spool.tmp());
        assertThrows(IOException.class, () -> spool.put(bytes("event"), MAX, null, null));
        assertEquals(0, Files.size(spool.tmp()));
    }

    @Test
    void anEventThatCannotBeRenamedLeavesNothing() throws IOException {
        spool.createFolders();
        Files.delete(spool.fresh());
        // A folder on another file system: nothing can be renamed into it.
        Files.createSymbolicLink(spool.fresh(), Path.of("/dev/fd"));
        assertThrows(IOException.class, () -> spool.put(bytes("event"), MAX, null, null));
        assertEquals(0, count(spool.tmp()));
        Files.delete(spool.fresh());
    }

    @Test
    void aPayloadBeyondTheLimitIsCutOneByteBehindIt() throws IOException {
        String id = spool.put(bytes("123456789"), 5, null, null);
        SpooledHook hook = SpooledHook.read(spool.fresh().resolve(id), id, MAX);
        assertEquals(bytes("123456"), hook.payload());
        assertTrue(hook.truncated());
    }

    @Test
    void anEventFromElsewhereStaysKnownAsOne() throws IOException {
        String here = spool.put(bytes("{}"), MAX, null, null);
        String elsewhere = spool.putFromElsewhere(bytes("{}"), MAX);
        assertTrue(SpooledHook.read(spool.fresh().resolve(here), here, MAX).fromThisHost());
        assertFalse(SpooledHook.read(spool.fresh().resolve(elsewhere), elsewhere, MAX)
                .fromThisHost());
    }

    @Test
    void aFullSpoolRefusesAndCounts() throws IOException {
        spool.createFolders();
        Files.createFile(spool.full());
        for (int i = 0; i < 2; i++) {
            SpoolFullException e =
                    assertThrows(SpoolFullException.class, () -> spool.put(bytes("event"), MAX, null, null));
            assertTrue(e.getMessage().contains("HOOKLINE_SPOOL_MAX_BYTES"), e.getMessage());
        }
        assertEquals("ff", Files.readString(spool.refused()));
        assertEquals("rw-------", mode(spool.refused()));
        assertEquals(0, count(spool.tmp()) + count(spool.fresh()));

        Files.delete(spool.full());
        spool.put(bytes("event"), MAX, null, null);
        assertEquals(1, count(spool.fresh()));
    }

    @Test
    void anEventThatTheDiskDoesNotTakeIsCounted() throws IOException {
        spool.createFolders();
        Files.delete(spool.fresh());
        Files.createSymbolicLink(spool.fresh(), Path.of("/dev/fd"));
        assertThrows(IOException.class, () -> spool.put(bytes("event"), MAX, null, null));
        assertEquals("d", Files.readString(spool.refused()));
        Files.delete(spool.fresh());
    }

    @Test
    void argumentsBeyondTheirLimitAreRefused() throws IOException {
        spool.createFolders();
        String longest = "é".repeat(16 * 1024);
        String id = spool.put(bytes("event"), MAX, longest, longest);
        SpooledHook hook = SpooledHook.read(spool.fresh().resolve(id), id, MAX);
        assertEquals(longest, hook.sessionId());
        assertEquals(bytes("event"), hook.payload());

        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> spool.put(bytes("event"), MAX, null, longest + "e"));
        assertEquals("The session id has 32769 bytes, at most 32768 are taken", e.getMessage());
        assertEquals(1, count(spool.fresh()));
    }
}
