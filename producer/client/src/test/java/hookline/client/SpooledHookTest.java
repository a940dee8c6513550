package hookline.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpooledHookTest {
    @TempDir
    Path folder;

    private SpooledHook read(String content, int maxBytes) throws IOException {
        return SpooledHook.read(Files.writeString(folder.resolve("event"), content), "id", maxBytes);
    }

    private static String text(ByteBuffer payload) {
        return StandardCharsets.UTF_8.decode(payload).toString();
    }

    @Test
    void theTimeOfCaptureIsTheFiles() throws IOException {
        Path file = Files.writeString(folder.resolve("event"), "hookline 1 0 0\n{}");
        Instant captured = Instant.parse("2026-11-22T10:30:22.123Z");
        Files.setLastModifiedTime(file, FileTime.from(captured));
        assertEquals(captured, SpooledHook.read(file, "id", 10).capturedAt());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "hookline",
                "hookline 1 0 0",
                "hookline 2 0 0\n{}",
                "hookline 2 0 0 0 here\n{}",
                "hookline 2 0 0 9 there\n{}",
                "hookline 2 0 3 9 here\n{}",
                "hookline 3 0 0 9 here\n{}",
                "hookline 1 00 0\n{}",
                "hookline 1 -1 0\n{}",
                "hookline 1 0 3\n{}",
                "hookline 1 40000 0\n{}",
                "hookline 1 999999 999999\n{}",
                "hookline 1 0 0\r\n{}"
            })
    void aFileWithoutAWellFormedHeaderIsPayloadThroughout(String content) throws IOException {
        SpooledHook hook = read(content, 1000);
        assertEquals(content, text(hook.payload()));
        assertNull(hook.hookType());
        assertNull(hook.sessionId());
    }

    @Test
    void aPayloadOverTheLimitIsReadOneByteFurther() throws IOException {
        assertEquals("12345", text(read("hookline 1 1 2\ntss12345", 5).payload()));
        assertEquals("123456", text(read("hookline 1 1 2\ntss12345678", 5).payload()));
        assertEquals("garbag", text(read("garbage", 5).payload()));
        assertEquals("{}", text(read("hookline 1 0 0\n{}", Integer.MAX_VALUE).payload()));
    }

    @Test
    void whatItsWriterOrItsReaderCutOffIsTruncated() throws IOException {
        assertFalse(read("hookline 2 1 2 5 here\ntss12345", 9).truncated());
        assertTrue(read("hookline 2 1 2 5 here\ntss123456", 9).truncated());
        assertFalse(read("hookline 2 1 2 9 here\ntss12345", 5).truncated());
        assertTrue(read("hookline 2 1 2 9 here\ntss123456", 5).truncated());
        assertTrue(read("garbage", 5).truncated());
    }

    @Test
    void aFileThatAnEarlierVersionLeftIsRead() throws IOException {
        SpooledHook hook = read("hookline 1 1 2\ntss{}", 9);
        assertEquals("t", hook.hookType());
        assertEquals("ss", hook.sessionId());
        assertEquals("{}", text(hook.payload()));
        assertFalse(hook.truncated());
        assertTrue(hook.fromThisHost());
    }

    @Test
    void everyReaderOfThePayloadBeginsAtItsStart() throws IOException {
        SpooledHook hook = read("hookline 1 0 0\n{}", 5);
        hook.payload().get();
        assertEquals("{}", text(hook.payload()));
        assertTrue(hook.payload().isReadOnly());
    }

    @Test
    void bytesThatAreNotUtf8DoNotCostTheEvent() throws IOException {
        byte[] content = "hookline 1 1 0\n?{}".getBytes(StandardCharsets.UTF_8);
        content[15] = (byte) 0xff;
        SpooledHook hook = SpooledHook.read(Files.write(folder.resolve("event"), content), "id", 5);
        assertEquals("\ufffd", hook.hookType());
        assertEquals("{}", text(hook.payload()));
    }

    @Test
    void onlyRegularFilesAreOpened() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        assertThrows(IOException.class, () -> SpooledHook.read(pipe, "id", 5));
        assertThrows(IOException.class, () -> SpooledHook.read(folder, "id", 5));
    }
}
