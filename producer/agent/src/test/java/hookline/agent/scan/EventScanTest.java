package hookline.agent.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.client.SpooledHook;
import hookline.schemas.SessionId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventScanTest {

    private static String read(byte[] payload, @Nullable String named) {
        String trimming = scan(payload, named, true).sessionId();
        assertEquals(scan(payload, named, false).sessionId(), trimming);
        return trimming;
    }

    private static Scanned scan(byte[] payload, @Nullable String named, boolean trim) {
        return new EventScan(trim)
                .of(new SpooledHook("id", Instant.EPOCH, null, named, ByteBuffer.wrap(payload), false, true));
    }

    private static String read(String payload) {
        return read(payload.getBytes(StandardCharsets.UTF_8), null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a | {\"session_id\":\"a\"}",
                "a | {\"session_id\":\"a\",\"session_id\":\"b\"}",
                "a | {\"x\":{\"session_id\":\"inner\"},\"y\":[{\"session_id\":\"z\"}],\"session_id\":\"a\"}",
                "a | {\"session_id\":1,\"session_id\":{\"session_id\":\"x\"},\"session_id\":\"a\"}",
                "a | {\"session_id\":\"a\", and then it is no JSON any more",
                "é \" | {\"session_id\":\"\\u00e9 \\\"\"}",
                "`` | {\"session_id\":\"\"}",
                "`` | {\"session_id\":\"a\\u0000\"}",
                "`` | {\"session_id\":\"\\ud800\"}",
                "`` | {\"session_id\":null}",
                "`` | {\"x\":{\"session_id\":\"a\"}}",
                "`` | [\"session_id\",\"a\"]",
                "`` | \"session_id\"",
                "`` | {\"session_id\":\"a",
                "`` | {",
                "`` | ``"
            })
    void findsTheFirstTopLevelSession(String expected, String payload) {
        assertEquals(expected, read(payload));
    }

    @Test
    void theNamedOneWinsEvenWhereItIsInvalid() {
        byte[] payload = "{\"session_id\":\"a\"}".getBytes(StandardCharsets.UTF_8);
        assertEquals("named", read(payload, "named"));
        assertEquals(SessionId.UNKNOWN, read(payload, "n".repeat(257)));
    }

    @Test
    void whatStandsBehindTheSessionCannotHideIt() {
        assertEquals("a", read("{\"session_id\":\"a\",\"x\":" + "[".repeat(100_000)));
    }

    @Test
    void takesAnyBytes() {
        assertEquals(SessionId.UNKNOWN, read("{\"x\":" + "[".repeat(1_000_000)));
        assertEquals(SessionId.UNKNOWN, read("{\"x\":" + "{\"x\":".repeat(100_000)));
        assertEquals(SessionId.UNKNOWN, read("{\"" + "x".repeat(1_000_000) + "\":1,\"session_id\":\"a\"}"));
        assertEquals(SessionId.UNKNOWN, read("{\"session_id\":\"" + "x".repeat(1_000_000) + "\"}"));
        assertEquals("a", read("{\"x\":\"" + "x".repeat(1_000_000) + "\",\"session_id\":\"a\"}"));
        assertEquals("a", read("{\"x\":" + "1".repeat(5_000) + ",\"session_id\":\"a\"}"));
        Random random = new Random(7);
        byte[] valid = "{\"x\":[1,{\"y\":null}],\"session_id\":\"abc\"}".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] garbage = valid.clone();
            for (int j = random.nextInt(4); j >= 0; j--) {
                garbage[random.nextInt(garbage.length)] = (byte) random.nextInt();
            }
            String read = read(garbage, null);
            assertTrue(read.equals(SessionId.UNKNOWN) || SessionId.isValid(read));
        }
    }

    @Test
    void takesOtherEncodingsForNoJson() {
        assertEquals(SessionId.UNKNOWN, read("{\"session_id\":\"a\"}".getBytes(StandardCharsets.UTF_16BE), null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/a | {\"session_id\":\"s\",\"cwd\":\"/a\"}",
                "/a | {\"cwd\":\"/a\",\"cwd\":\"/b\"}",
                "/a b | {\"x\":{\"cwd\":\"/inner\"},\"cwd\":\"/a\\u0020b\"}",
                "`` | {\"cwd\":7}",
                "`` | {\"session_id\":\"s\"}"
            })
    void findsTheFolderAtTheTopLevel(String expected, String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        assertEquals(expected, scan(bytes, null, true).cwd());
        assertEquals(expected, scan(bytes, "named", false).cwd());
    }
}
