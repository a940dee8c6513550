package hookline.agent.scan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.client.SpooledHook;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrimmingTest {
    private static final String BLOB = Base64.getEncoder().encodeToString(RandomJson.bytes(new Random(1), 3_000));
    private static final String MIME = Base64.getMimeEncoder().encodeToString(RandomJson.bytes(new Random(2), 3_001));

    private static Scanned scan(byte[] payload, boolean truncated) {
        return new EventScan(true)
                .of(new SpooledHook("id", Instant.EPOCH, null, null, ByteBuffer.wrap(payload), truncated, true));
    }

    private static byte[] trimmed(byte[] payload) {
        Scanned scanned = scan(payload, false);
        byte[] bytes = new byte[scanned.payload().remaining()];
        scanned.payload().duplicate().get(bytes);
        assertEquals(payload.length - bytes.length, scanned.trimmedBytes());
        return bytes;
    }

    private static String trimmed(String payload) {
        return new String(trimmed(utf8(payload)), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String mark(String decoded) throws Exception {
        byte[] bytes = utf8(decoded);
        return "[TRIMMED:" + bytes.length + " bytes sha256:"
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)) + "]";
    }

    @Test
    void bulkIsReplacedByItsLengthAndHashAndEveryOtherByteStays() throws Exception {
        String file = "a\tfile é of \"several\" lines\n".repeat(20);
        String escaped = "a\\tfile \\u00e9 of \\\"several\\\" lines\\n".repeat(20);
        String form =
                " { \"session_id\" : \"\\u0073\",\"d\":1.0e1,\"d\":[ null,\"%s\" ] ,\"originalFile\" :\t\"%s\"} \n";
        assertEquals(String.format(form, mark(BLOB), mark(file)), trimmed(String.format(form, BLOB, escaped)));
    }

    static Stream<String> base64() {
        return Stream.of(
                BLOB,
                BLOB.substring(0, 2_001),
                MIME,
                MIME + "\r\n",
                MIME.replace("\r", ""),
                "data:image/png;base64," + BLOB,
                "data:text/plain;charset=utf-8;base64," + BLOB,
                BLOB.replace('+', '-').replace('/', '_'),
                "0123456789abcdef".repeat(64));
    }

    @ParameterizedTest
    @MethodSource("base64")
    void base64IsBulkUnderAnyName(String text) throws Exception {
        String json = text.replace("\r", "\\r").replace("\n", "\\n").replace("/", "\\/");
        assertEquals(
                "[[\"" + mark(text) + "\"]]",
                trimmed("{\"a\":[[\"" + json + "\"]]}")
                        .substring(5, 5 + 4 + mark(text).length() + 2));
    }

    static Stream<String> text() {
        return Stream.of(
                "prose without base64 in it, ".repeat(100),
                "onelongword ".repeat(100),
                "src\nREADME\nLICENSE\n".repeat(100),
                "0123456789abcdef0123456789abcdef01234567\n".repeat(100),
                BLOB + "!",
                "Here it is: " + BLOB,
                "path/of-a_long/name".repeat(100),
                "日本語".repeat(1_000),
                BLOB.substring(0, 1_023),
                "data:image/svg+xml," + BLOB.replace('+', 'a').replace('/', '.'),
                MIME.replaceFirst("\r\n", ""));
    }

    @ParameterizedTest
    @MethodSource("text")
    void whatMayBeReadStays(String text) {
        String json = "{\"content\":\"" + text.replace("\r", "\\r").replace("\n", "\\n") + "\",\"structuredPatch\":[]}";
        assertEquals(json, trimmed(json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"session_id", "hook_event_name", "hook_type", "cwd", "tool_name", "model"})
    void whatSaysWhatTheEventIsStaysAndIsJudgedAsItIs(String name) throws Exception {
        String form = "{\"" + name + "\":\"" + BLOB + "\",\"x\":{\"" + name + "\":\"%s\"}}";
        assertEquals(String.format(form, mark(BLOB)), trimmed(String.format(form, BLOB)));
    }

    @Test
    void aFileBeforeItsEditIsBulkFromTwoHundredFiftySevenBytesOn() throws Exception {
        String small = "{\"originalFile\":\"" + "é".repeat(128) + "\",\"originalFile\":null,\"x\":\"originalFile\"}";
        assertEquals(small, trimmed(small));
        String large = "日".repeat(86);
        assertEquals("{\"original_file\":\"" + mark(large) + "\"}", trimmed("{\"original_file\":\"" + large + "\"}"));
        String nested = "{\"originalFile\":[\"" + large + "\"]}";
        assertEquals(nested, trimmed(nested));
    }

    static Stream<byte[]> refused() {
        String bulk = "\"originalFile\":\"" + "x".repeat(500) + "\"";
        byte[] overlong = utf8("{" + bulk + ",\"x\":\"??\"}");
        overlong[overlong.length - 4] = (byte) 0xc0;
        overlong[overlong.length - 3] = (byte) 0x80;
        return Stream.of(
                utf8("{" + bulk),
                utf8("{" + bulk + "} x"),
                utf8("{" + bulk + "}{}"),
                utf8("[{" + bulk + "}]"),
                utf8("{" + bulk + ",\"deep\":" + "[".repeat(64) + "]".repeat(64) + "}"),
                utf8("{" + bulk + ",\"session_id\":\"a\",\"session_id\":\"a\"}"),
                utf8("{\"originalFile\":\"" + "x".repeat(500) + "\\ud800\"}"),
                overlong);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatTheProcessorRefusesStaysAsItIs(byte[] payload) {
        assertArrayEquals(payload, trimmed(payload));
    }

    @Test
    void nestingThatTheProcessorTakesIsTrimmed() {
        String payload =
                "{\"originalFile\":\"" + "x".repeat(500) + "\",\"deep\":" + "[".repeat(63) + "]".repeat(63) + "}";
        assertTrue(scan(utf8(payload), false).trimmedBytes() > 400);
    }

    @Test
    void whatWasCutOffStaysAsItIs() {
        byte[] payload = utf8("{\"originalFile\":\"" + "x".repeat(500) + "\"}");
        assertEquals(0, scan(payload, true).trimmedBytes());
        assertTrue(scan(payload, false).trimmedBytes() > 400);
    }

    @Test
    void anyDocumentKeepsItsMeaningButForWhatWasTrimmed() throws Exception {
        Random random = new Random(20261122);
        int trimmedOnes = 0;
        for (int i = 0; i < 3_000; i++) {
            RandomJson document = new RandomJson(random);
            String json = document.json();
            String result = trimmed(json);
            assertEquals(document.trimmed(), result);
            assertEquals(result, trimmed(json));
            assertEquals(result, trimmed(result), "the second time there is nothing left to trim");
            trimmedOnes += result.equals(json) ? 0 : 1;
        }
        assertTrue(trimmedOnes > 300 && trimmedOnes < 2_700, "both kinds were seen: " + trimmedOnes);
    }
}
