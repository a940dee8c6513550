package hookline.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.processor.encrypt.Opening;
import hookline.processor.encrypt.PayloadClosing;
import hookline.processor.redact.SecretMemory;
import hookline.processor.redact.SecretRedaction;
import hookline.processor.validate.Validation;
import hookline.schemas.DeadLetter;
import hookline.schemas.HookCapture;
import hookline.schemas.RawHook;
import hookline.schemas.SingleObject;
import hookline.schemas.crypto.Keysets;
import hookline.schemas.crypto.PayloadDecryption;
import hookline.schemas.crypto.PayloadEncryption;
import hookline.schemas.crypto.Sealing;
import hookline.schemas.crypto.Unsealing;
import hookline.settings.UnknownEvents;
import hookline.streams.Commit;
import hookline.streams.Keys;
import hookline.streams.RawEntry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PipelineTest {
    private static final Instant FIRED = Instant.parse("2026-11-22T10:30:22.123Z");
    private static final InstantSource CLOCK = InstantSource.fixed(FIRED.plusMillis(40));
    private static final String SEALING = Keysets.newSealingKeyset();
    private static final String ENCRYPTION = Keysets.newEncryptionKeyset();
    private static final String GOOD = "{\"session_id\":\"s\",\"hook_event_name\":\"PreToolUse\",\"cwd\":\"/home/u\","
            + "\"tool_name\":\"Bash\",\"tool_input\":{\"password\":\"hunter2\"}}";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private Pipeline pipeline(UnknownEvents unknown, boolean encrypted) throws GeneralSecurityException {
        ProcessorMetrics metrics = new ProcessorMetrics(registry, CLOCK);
        return new Pipeline(
                new Opening("hookline:raw:{0}", Unsealing.with(SEALING), false),
                validation(1000, unknown, 0, 1),
                new EventRedaction(SecretRedaction.standard(), new SecretMemory(), metrics),
                new PayloadClosing(encrypted ? Optional.of(PayloadEncryption.with(ENCRYPTION)) : Optional.empty()),
                new DeadLetters("hookline:raw:{0}", owner(), CLOCK),
                CLOCK);
    }

    private Validation validation(int maxBytes, UnknownEvents unknown, int partition, int partitions) {
        ProcessorMetrics metrics = new ProcessorMetrics(registry, CLOCK);
        return new Validation(maxBytes, unknown, partition, partitions, metrics::toleratedField);
    }

    private static Sealing owner() throws GeneralSecurityException {
        return Sealing.toOwner(() -> SEALING, CLOCK, unused -> {});
    }

    private static RawEntry sealed(byte[] payload, @Nullable String type, String session) throws Exception {
        return sealed(
                new HookCapture(
                        ByteBuffer.wrap(payload), type, null, "linux", "main", "clean", "hookline/test", false, 0L),
                session);
    }

    private static RawEntry sealed(HookCapture capture, String session) throws Exception {
        RawHook hook = Sealing.to(Keysets.publicHalf(SEALING), CLOCK).seal("id-1", session, 7, FIRED, capture);
        return new RawEntry(FIRED.toEpochMilli() + "-0", Map.of("e", SingleObject.RAW_HOOK.encode(hook)), 1);
    }

    private static RawEntry plain(String payload, String... further) {
        Map<String, byte[]> fields = new HashMap<>();
        fields.put("payload", payload.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < further.length; i += 2) {
            fields.put(further[i], further[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return new RawEntry("1795344622000-3", fields, 1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Commit.Store stored(Pipeline pipeline, RawEntry entry) {
        return assertInstanceOf(Commit.Store.class, pipeline.process(entry));
    }

    private DeadLetter buried(RawEntry entry) throws GeneralSecurityException {
        return assertInstanceOf(
                        Commit.Bury.class, pipeline(UnknownEvents.REJECT, true).process(entry))
                .letter();
    }

    @Test
    void aSecretIsKnownAgainInLaterEventsOfItsSession() throws Exception {
        Pipeline pipeline = pipeline(UnknownEvents.ACCEPT, false);
        String told = GOOD.replace("hunter2", "hunter2hunter2");
        byte[] echoed = utf8(GOOD.replace("password", "text").replace("hunter2", "it is hunter2hunter2"));
        stored(pipeline, sealed(utf8(told), null, "s"));

        assertTrue(stored(pipeline, sealed(echoed, null, "s")).json().contains("it is [REDACTED:seen]"));
        String other = new String(echoed, StandardCharsets.UTF_8).replace("\"s\"", "\"t\"");
        assertTrue(stored(pipeline, sealed(utf8(other), null, "t")).json().contains("it is hunter2hunter2"));
    }

    @Test
    void aGoodEventLeavesRedactedAndEncryptedWithEveryFieldOfTheContract() throws Exception {
        Commit.Store store = stored(pipeline(UnknownEvents.ACCEPT, true), sealed(utf8(GOOD), null, "s"));

        assertEquals("id-1", store.id());
        assertEquals("pre_tool_use", store.hookType());
        assertEquals("s", store.sessionId());
        assertEquals(7, store.sequence());
        assertEquals("/home/u", store.cwd());
        String json = store.json();
        for (String part : new String[] {
            "\"timestamp\":\"2026-11-22T10:30:22.123Z\"",
            "\"core\":{\"status\":\"success\",\"execution_time_ms\":40}",
            "\"tool_name\":\"Bash\"",
            "\"context\":{\"platform\":\"linux\",\"cwd\":\"/home/u\",\"git_branch\":\"main\",\"git_status\":\"clean\","
                    + "\"user_agent\":\"hookline/test\"}",
            "\"payload_bytes\":" + GOOD.length() + ",\"redactions\":1"
        }) {
            assertTrue(json.contains(part), part);
        }
        assertFalse(json.contains("hunter2"));
        assertFalse(json.contains("tool_input"));
        String opened = PayloadDecryption.with(ENCRYPTION).decrypt(json);
        assertTrue(opened.contains("\"tool_input\":{\"password\":\"[REDACTED]\"}"));
    }

    @Test
    void withEncryptionOffThePayloadIsTheRedactedInput() throws Exception {
        String json = stored(pipeline(UnknownEvents.ACCEPT, false), sealed(utf8(GOOD), null, "s"))
                .json();
        assertTrue(json.contains("\"payload\":" + GOOD.replace("hunter2", "[REDACTED]")));
    }

    @Test
    void whatTheCallerNamedGoesBeforeWhatTheInputSays() throws Exception {
        assertEquals(
                "stop_hook",
                stored(pipeline(UnknownEvents.ACCEPT, true), sealed(utf8(GOOD), "stop_hook", "s"))
                        .hookType());
        assertEquals(
                "session_start",
                stored(pipeline(UnknownEvents.ACCEPT, true), sealed(utf8("{}"), "SessionStart", "given"))
                        .hookType());
    }

    @Test
    void aFailedToolIsAnError() throws Exception {
        RawEntry failure =
                sealed(utf8("{\"hook_event_name\":\"PostToolUseFailure\",\"tool_name\":\"Bash\"}"), null, "s");
        assertTrue(stored(pipeline(UnknownEvents.ACCEPT, true), failure).json().contains("\"status\":\"error\""));
    }

    @Test
    void anEventWithoutItsBulkIsTruncatedUnlessItIsAnError() throws Exception {
        for (String[] expected : new String[][] {{"PostToolUse", "truncated"}, {"PostToolUseFailure", "error"}}) {
            HookCapture capture =
                    new HookCapture(ByteBuffer.wrap(utf8(GOOD)), expected[0], null, "", "", "", "", false, 7L);
            String json = stored(pipeline(UnknownEvents.ACCEPT, true), sealed(capture, "s"))
                    .json();
            assertTrue(json.contains("\"status\":\"" + expected[1] + "\""), json);
        }
    }

    @Test
    void aCutEventIsOversizeHoweverSmallAndSound() throws Exception {
        HookCapture capture = new HookCapture(ByteBuffer.wrap(utf8("{}")), "Stop", null, "", "", "", "", true, 0L);
        assertEquals("OVERSIZE", buried(sealed(capture, "s")).getReason());
    }

    @Test
    void theContextIsRedactedLikeThePayload() throws Exception {
        String token = "gh" + "p_" + "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0dF3hJ6";
        HookCapture capture = new HookCapture(
                ByteBuffer.wrap(utf8("{\"cwd\":\"/home/" + token + "\"}")),
                "Stop",
                null,
                "linux",
                "fix/" + token,
                "dirty",
                "",
                false,
                0L);
        String json = stored(pipeline(UnknownEvents.ACCEPT, true), sealed(capture, "s"))
                .json();
        assertFalse(json.contains(token), json);
        assertTrue(json.contains("\"git_branch\":\"fix/[REDACTED:"), json);
        assertTrue(json.contains("\"git_status\":\"dirty\""), json);
    }

    @Test
    void plainEntriesOfForeignProducersAreTakenWithWhatTheyBring() throws Exception {
        Commit.Store store = stored(
                pipeline(UnknownEvents.ACCEPT, true),
                plain(
                        "{}",
                        "hook_type",
                        "Stop",
                        "session_id",
                        "s {1}",
                        "id",
                        "mine",
                        "sequence",
                        "4",
                        "timestamp",
                        "2026-11-22T10:30:22.100Z"));
        assertEquals("mine", store.id());
        assertEquals(4, store.sequence());
        assertTrue(store.json().contains("\"timestamp\":\"2026-11-22T10:30:22.100Z\""));
        assertTrue(store.json().contains("\"execution_time_ms\":63"));
    }

    @Test
    void aPlainEntryWithoutAnIdHasTheSameOneAtEveryDelivery() throws Exception {
        Pipeline pipeline = pipeline(UnknownEvents.ACCEPT, true);
        assertEquals(
                stored(pipeline, plain(GOOD)).id(),
                stored(pipeline, plain(GOOD)).id());
        assertTrue(stored(pipeline, plain(GOOD)).json().contains("\"sequence\":0"));
    }

    @Test
    void aFieldThatSourcesLeaveOutIsToleratedAndCounted() throws Exception {
        RawEntry withoutInput =
                sealed(utf8("{\"tool_name\":\"mcp__docs\",\"tool_use_id\":\"t\"}"), "pre_tool_use", "s");
        stored(pipeline(UnknownEvents.ACCEPT, true), withoutInput);
        assertEquals(
                1,
                registry.get("hookline.tolerated.fields")
                        .tags("hook_type", "pre_tool_use", "field", "tool_input")
                        .counter()
                        .count());
        assertEquals(1, registry.get("hookline.tolerated.fields").counters().size());
    }

    static Stream<Arguments> bad() throws Exception {
        String deep = "{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}";
        return Stream.of(
                Arguments.of("EMPTY", sealed(new byte[0], "Stop", "s")),
                Arguments.of("EMPTY", sealed(utf8("  \n"), "Stop", "s")),
                Arguments.of("OVERSIZE", sealed(new byte[1001], "Stop", "s")),
                Arguments.of("OVERSIZE", sealed(utf8("日".repeat(334)), "Stop", "s")),
                Arguments.of("NOT_UTF8", sealed(new byte[] {'{', (byte) 0xff, '}'}, "Stop", "s")),
                Arguments.of("NOT_JSON", sealed(utf8("hello"), "Stop", "s")),
                Arguments.of("NOT_JSON", sealed(utf8("{\"a\":1"), "Stop", "s")),
                Arguments.of("NOT_JSON", sealed(utf8("{}{}"), "Stop", "s")),
                Arguments.of("NOT_JSON", sealed(utf8("{} x"), "Stop", "s")),
                Arguments.of("NOT_JSON", sealed(utf8("\u0000{\u0000}"), "Stop", "s")),
                Arguments.of("NOT_AN_OBJECT", sealed(utf8("[1]"), "Stop", "s")),
                Arguments.of("NOT_AN_OBJECT", sealed(utf8("\"a\""), "Stop", "s")),
                Arguments.of("TOO_DEEP", sealed(utf8(deep), "Stop", "s")),
                Arguments.of("TOO_DEEP", sealed(utf8("[".repeat(999)), "Stop", "s")),
                Arguments.of("DUPLICATE_NAME", sealed(utf8("{\"a\":1,\"a\":2}"), "Stop", "s")),
                Arguments.of("DUPLICATE_NAME", sealed(utf8("{\"a\":[{\"b\":1,\"\\u0062\":2}]}"), "Stop", "s")),
                Arguments.of("NAME_TOO_LONG", sealed(utf8("{\"" + "n".repeat(513) + "\":1}"), "Stop", "s")),
                Arguments.of("HOOK_TYPE_MISSING", sealed(utf8("{}"), null, "s")),
                Arguments.of("HOOK_TYPE_MISSING", sealed(utf8("{\"hook_event_name\":5}"), null, "s")),
                Arguments.of("HOOK_TYPE_INVALID", sealed(utf8("{}"), "rm -rf", "s")),
                Arguments.of("HOOK_TYPE_UNKNOWN", sealed(utf8("{}"), "SomeFutureEvent", "s")),
                Arguments.of("FIELD_MISSING", sealed(utf8("{}"), "UserPromptSubmit", "s")),
                Arguments.of("FIELD_TYPE", sealed(utf8("{\"tool_name\":null}"), "PreToolUse", "s")),
                Arguments.of("SESSION_ID_MISSING", sealed(utf8("{}"), "Stop", "")),
                Arguments.of("SESSION_ID_INVALID", sealed(utf8("{\"session_id\":7}"), "Stop", "")),
                Arguments.of("SESSION_ID_INVALID", sealed(utf8("{\"session_id\":\"a\\nb\"}"), "Stop", "")),
                Arguments.of(
                        "SESSION_ID_INVALID", sealed(utf8("{\"session_id\":\"" + "x".repeat(300) + "\"}"), "Stop", "")),
                Arguments.of("ENTRY_MALFORMED", new RawEntry("1-0", Map.of("x", utf8("y")), 1)),
                Arguments.of("NOT_OPENED", new RawEntry("1-0", Map.of("e", utf8("garbage")), 1)),
                Arguments.of("ID_INVALID", plain(GOOD, "id", "a b")));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void badInputBecomesADeadLetterWithItsReason(String reason, RawEntry entry) throws Exception {
        DeadLetter letter = buried(entry);
        assertEquals(reason, letter.getReason());
        assertEquals(1, letter.getDeliveries());
    }

    @Test
    void aNumberOfTenThousandDigitsIsTooLong() throws Exception {
        Pipeline large = new Pipeline(
                new Opening("hookline:raw:{0}", Unsealing.with(SEALING), false),
                validation(1 << 20, UnknownEvents.ACCEPT, 0, 1),
                new EventRedaction(
                        SecretRedaction.standard(), new SecretMemory(), new ProcessorMetrics(registry, CLOCK)),
                new PayloadClosing(Optional.empty()),
                new DeadLetters("hookline:raw:{0}", owner(), CLOCK),
                CLOCK);
        Commit commit = large.process(sealed(utf8("{\"n\":" + "9".repeat(10_000) + "}"), "Stop", "s"));
        assertEquals(
                "NUMBER_TOO_LONG",
                assertInstanceOf(Commit.Bury.class, commit).letter().getReason());
    }

    @Test
    void aClockThatWasNeverSetIsReplacedByTheTimeOfArrival() throws Exception {
        for (String time : new String[] {"0001-01-01T00:00:00Z", "+99999-01-01T00:00:00Z", "0", "yesterday"}) {
            Commit.Store store = stored(pipeline(UnknownEvents.ACCEPT, true), plain(GOOD, "timestamp", time));
            assertEquals(Instant.ofEpochMilli(1795344622000L), store.capturedAt());
        }
    }

    @Test
    void aSecretInPlaceOfAnIdentityGoesNowhereInTheClear() throws Exception {
        String token = "gh" + "p_" + "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0dF3hJ6";
        for (RawEntry entry : new RawEntry[] {
            sealed(utf8("{}"), "Stop", token),
            sealed(utf8("{}"), token, "s"),
            plain("{}", "hook_type", "Stop", "session_id", token)
        }) {
            Commit commit = pipeline(UnknownEvents.ACCEPT, true).process(entry);
            DeadLetter letter = assertInstanceOf(Commit.Bury.class, commit).letter();
            assertEquals("SECRET_IN_IDENTITY", letter.getReason());
            String bytes = new String(SingleObject.DEAD_LETTER.encode(letter), StandardCharsets.ISO_8859_1);
            assertFalse(bytes.contains(token));
        }
    }

    @Test
    void aDeadLetterKeepsTheEventSealed() throws Exception {
        String secret = "correct horse";
        for (RawEntry entry : new RawEntry[] {
            sealed(utf8("not json: " + secret), "Stop", "s"),
            plain("not json: " + secret, "hook_type", "Stop"),
            new RawEntry("1-0", Map.of("e", utf8(secret)), 1)
        }) {
            DeadLetter letter = buried(entry);
            String bytes = new String(SingleObject.DEAD_LETTER.encode(letter), StandardCharsets.ISO_8859_1);
            assertFalse(bytes.contains(secret));
            byte[] raw = new byte[letter.getRawHook().remaining()];
            letter.getRawHook().duplicate().get(raw);
            HookCapture capture = Unsealing.with(SEALING).open(SingleObject.RAW_HOOK.decode(raw));
            assertTrue(StandardCharsets.UTF_8
                    .decode(capture.getPayload().duplicate())
                    .toString()
                    .contains(secret));
        }
    }

    @Test
    void wherePlainEntriesAreRefusedTheyAreKeptSealedAndSealedOnesPass() throws Exception {
        Pipeline strict = new Pipeline(
                new Opening("hookline:raw:{0}", Unsealing.with(SEALING), true),
                validation(1000, UnknownEvents.ACCEPT, 0, 1),
                new EventRedaction(
                        SecretRedaction.standard(), new SecretMemory(), new ProcessorMetrics(registry, CLOCK)),
                new PayloadClosing(Optional.empty()),
                new DeadLetters("hookline:raw:{0}", owner(), CLOCK),
                CLOCK);
        stored(strict, sealed(utf8(GOOD), null, "s"));
        DeadLetter letter = assertInstanceOf(Commit.Bury.class, strict.process(plain(GOOD, "id", "mine")))
                .letter();
        assertEquals("NOT_SEALED", letter.getReason());
        assertEquals("mine", letter.getId());
        String bytes = new String(SingleObject.DEAD_LETTER.encode(letter), StandardCharsets.ISO_8859_1);
        assertFalse(bytes.contains("hunter2"));
    }

    @Test
    void aSessionOfAnotherPartitionIsRefused() throws Exception {
        Pipeline second = new Pipeline(
                new Opening("hookline:raw:{1}", Unsealing.with(SEALING), false),
                validation(1000, UnknownEvents.ACCEPT, 1, 2),
                new EventRedaction(
                        SecretRedaction.standard(), new SecretMemory(), new ProcessorMetrics(registry, CLOCK)),
                new PayloadClosing(Optional.empty()),
                new DeadLetters("hookline:raw:{1}", owner(), CLOCK),
                CLOCK);
        String even = Stream.of("c", "d", "e", "f", "g", "h")
                .filter(id -> Keys.ofSession(id, 2).partition() == 0)
                .findFirst()
                .orElseThrow();
        Commit commit = second.process(sealed(utf8("{}"), "Stop", even));
        assertEquals(
                "WRONG_PARTITION",
                assertInstanceOf(Commit.Bury.class, commit).letter().getReason());
    }
}
