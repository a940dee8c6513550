package hookline.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.schemas.PublishedEvent.Clear;
import hookline.schemas.PublishedEvent.Context;
import hookline.schemas.PublishedEvent.Encrypted;
import hookline.schemas.PublishedEvent.Payload;
import hookline.schemas.PublishedEvent.Status;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublishedJsonTest {
    private static PublishedEvent event(Payload payload, String session) {
        return new PublishedEvent(
                "0193",
                HookType.parse("PreToolUse").orElseThrow(),
                Instant.parse("2026-11-22T10:30:22.1Z"),
                session,
                17,
                Status.SUCCESS,
                4,
                payload,
                new Context("linux", "/home/u/app", "main", "clean", "hookline/1"),
                923,
                2);
    }

    @Test
    void hasEveryNameOfTheContract() {
        assertEquals(
                "{\"id\":\"0193\",\"hook_type\":\"pre_tool_use\",\"hook_event_name\":\"PreToolUse\","
                        + "\"timestamp\":\"2026-11-22T10:30:22.100Z\",\"session_id\":\"s\",\"sequence\":17,"
                        + "\"core\":{\"status\":\"success\",\"execution_time_ms\":4},"
                        + "\"payload\":{\"encrypted\":true,\"algorithm\":\"AES-256-GCM\",\"key_id\":\"12\","
                        + "\"data\":\"QUJD\",\"tool_name\":\"Bash\"},"
                        + "\"context\":{\"platform\":\"linux\",\"cwd\":\"/home/u/app\",\"git_branch\":\"main\","
                        + "\"git_status\":\"clean\",\"user_agent\":\"hookline/1\"},"
                        + "\"metrics\":{\"script_version\":\"" + Version.current() + "\",\"payload_bytes\":923,"
                        + "\"redactions\":2}}",
                PublishedJson.write(event(new Encrypted(Encrypted.WHOLE, "12", "QUJD", "Bash"), "s")));
    }

    @Test
    void nothingInItActsInHtmlOrBreaksALine() {
        String hostile = "<script>&\u2028\u2029";
        String line = PublishedJson.write(event(new Clear("{\n\"a\":\r\n\"" + hostile + "\", \"n\": 1.50}"), hostile));

        for (char c : "<>&\u2028\u2029\n\r".toCharArray()) {
            assertFalse(line.indexOf(c) >= 0);
        }
        assertTrue(line.contains("\\u003cscript\\u003e\\u0026\\u2028\\u2029"));
        assertTrue(line.contains("\"n\": 1.50"));
    }

    @Test
    void aReaderFindsIdentityAndEnvelopeAgain() throws UndecodableException {
        Encrypted envelope = new Encrypted(Encrypted.WHOLE, "12", "QUJD", "Bash");
        PublishedLine line = PublishedLine.parse(PublishedJson.write(event(envelope, "s \"1\"")));

        assertEquals("0193", line.id());
        assertEquals("s \"1\"", line.sessionId());
        assertEquals(17, line.sequence());
        assertEquals(Optional.of(envelope), line.encrypted());
        assertTrue(line.withPayload("{\"x\":1}").contains("\"payload\":{\"x\":1},\"context\""));
    }

    @Test
    void anythingElseIsRefused() {
        for (String text : new String[] {"", "[]", "{", "{}", "null", "{\"payload\":1,\"id\":\"a\"}"}) {
            assertThrows(UndecodableException.class, () -> PublishedLine.parse(text));
        }
    }
}
