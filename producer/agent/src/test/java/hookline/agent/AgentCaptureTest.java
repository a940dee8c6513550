package hookline.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.agent.Pipeline.Arrived;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AgentCaptureTest extends AgentOnRedis {
    private static final String EDIT =
            "{\"session_id\":\"s\",\"tool_response\":{\"originalFile\":\"" + "x".repeat(3_000) + "\"}}";

    private Arrived arrived(String payload, int maxPayload) throws Exception {
        pipeline.start();
        pipeline.spool.put(ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)), maxPayload, null, null);
        pipeline.awaitEvents(1);
        return pipeline.arrived().get(0);
    }

    @Test
    void bulkStaysBehindAndItsSizeIsToldWithTheEvent() throws Exception {
        Arrived event = arrived(EDIT, Pipeline.MAX_PAYLOAD);
        assertTrue(event.payload().contains("\"originalFile\":\"[TRIMMED:3000 bytes sha256:"), event.payload());
        assertEquals(EDIT.length() - event.payload().length(), event.capture().getTrimmedBytes());
        assertFalse(event.capture().getTruncated());
    }

    @Test
    void withTrimmingOffBulkTravels() throws Exception {
        pipeline.environment.put("HOOKLINE_TRIM", "off");
        Arrived event = arrived(EDIT, Pipeline.MAX_PAYLOAD);
        assertEquals(EDIT, event.payload());
        assertEquals(0, event.capture().getTrimmedBytes());
    }

    @Test
    void whatItsWriterCutIsMarkedAndNotTrimmed() throws Exception {
        Arrived event = arrived(EDIT, 2_000);
        assertEquals(EDIT.substring(0, 2_001), event.payload());
        assertTrue(event.capture().getTruncated());
        assertEquals(0, event.capture().getTrimmedBytes());
    }

    @Test
    void whatTheAgentCutIsMarkedAndNotTrimmed() throws Exception {
        pipeline.environment.put("HOOKLINE_MAX_PAYLOAD_SIZE", "2000");
        Arrived event = arrived(EDIT, Pipeline.MAX_PAYLOAD);
        assertEquals(EDIT.substring(0, 2_001), event.payload());
        assertTrue(event.capture().getTruncated());
        assertEquals(0, event.capture().getTrimmedBytes());
    }

    @Test
    void anEventSaysWhatWasCheckedOutWhereItFired() throws Exception {
        pipeline.start();
        Path below = Files.createDirectories(home.resolve("repo/src"));
        Files.writeString(Files.createDirectory(home.resolve("repo/.git")).resolve("HEAD"), "ref: refs/heads/topic\n");
        String payload = "{\"session_id\":\"s\",\"cwd\":\"" + below + "\"}";
        // The first one does not wait for a slow disk.
        await().until(() -> {
            pipeline.put(payload);
            return pipeline.arrived().stream()
                    .anyMatch(event -> event.capture().getGitBranch().equals("topic")
                            && event.capture().getGitStatus().equals("clean"));
        });
        assertEquals(
                EventReader.platform(System.getProperty("os.name")),
                pipeline.arrived().get(0).capture().getPlatform());

        String id = pipeline.spool.putFromElsewhere(
                ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)), Pipeline.MAX_PAYLOAD);
        await().until(() -> pipeline.ids().contains(id));
        Arrived elsewhere = pipeline.arrived().stream()
                .filter(event -> event.id().equals(id))
                .findFirst()
                .orElseThrow();
        assertEquals("", elsewhere.capture().getPlatform());
        assertEquals("", elsewhere.capture().getGitBranch());
        assertEquals("", elsewhere.capture().getGitStatus());
    }
}
