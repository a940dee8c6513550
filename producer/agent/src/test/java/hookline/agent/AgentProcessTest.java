package hookline.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgentProcessTest extends AgentOnRedis {
    private File output;

    @BeforeEach
    void choose() {
        output = home.resolve("output").toFile();
    }

    @Test
    void killedAgainAndAgainItNeitherLosesNorRenumbersNorRepeats() throws Exception {
        pipeline.environment.put("HOOKLINE_RESEND_WINDOW", "20ms");
        pipeline.environment.put("HOOKLINE_BATCH_SIZE", "7");
        int events = 0;
        for (int kill = 0; kill < 4; kill++) {
            int before = events;
            try (AgentProcess agent = AgentProcess.start(pipeline.environment, output)) {
                for (int i = 0; i < 400; i++, events++) {
                    pipeline.put("s" + events % 3, events);
                }
                int enough = before + 50 + 70 * kill;
                await().atMost(Pipeline.LONG)
                        .ignoreExceptions()
                        .until(() -> pipeline.ids().size() >= enough);
                assertTrue(agent.runs());
            }
        }
        pipeline.environment.put("HOOKLINE_RESEND_WINDOW", "1h");
        pipeline.start();
        pipeline.awaitEvents(events);
        pipeline.awaitCount(pipeline.spool.numbered(), 0);

        Map<String, Long> sequences = new HashMap<>();
        Map<String, TreeSet<Long>> ofSession = new TreeMap<>();
        for (Pipeline.Arrived event : pipeline.arrived()) {
            Long known = sequences.put(event.id(), event.sequence());
            assertTrue(known == null || known == event.sequence());
            if (known == null) {
                assertTrue(ofSession
                        .computeIfAbsent(event.sessionId(), session -> new TreeSet<>())
                        .add(event.sequence()));
            }
        }
        assertEquals(3, ofSession.size());
        for (TreeSet<Long> numbers : ofSession.values()) {
            assertEquals(1, numbers.first());
            assertEquals(numbers.size(), numbers.last());
        }
    }

    @Test
    void aSpoolLargerThanItsMemoryIsNoTrouble() throws Exception {
        byte[] payload = new byte[16 * 1024];
        for (int i = 0; i < 5_000; i++) {
            pipeline.spool.put(ByteBuffer.wrap(payload), Pipeline.MAX_PAYLOAD, null, "s");
        }
        try (AgentProcess agent = AgentProcess.start(pipeline.environment, output, "-Xmx40m")) {
            pipeline.awaitCount(pipeline.spool.sent(), 5_000);
            assertTrue(agent.runs());
        }
        assertEquals(5_000, pipeline.entries().size());
    }

    @Test
    void aSpoolOfTheLargestEventsIsNoTroubleEither() throws Exception {
        byte[] payload = ("{\"session_id\":\"s\",\"prompt\":\"" + "x".repeat(Pipeline.MAX_PAYLOAD - 100) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 64; i++) {
            pipeline.spool.put(ByteBuffer.wrap(payload), Pipeline.MAX_PAYLOAD, null, "s");
        }
        try (AgentProcess agent = AgentProcess.start(pipeline.environment, output, "-Xmx56m")) {
            pipeline.awaitCount(pipeline.spool.sent(), 64);
            assertTrue(agent.runs());
        }
        assertEquals(64, pipeline.entries().size());
    }

    @Test
    void anotherProcessIsNamedAsTheHolderAndItsDeathFreesTheHome() throws Exception {
        try (AgentProcess agent = AgentProcess.start(pipeline.environment, output)) {
            pipeline.put("s", 1);
            pipeline.awaitEvents(1);
            HomeInUseException e = assertThrows(HomeInUseException.class, pipeline::start);
            assertTrue(e.getMessage().startsWith("Process " + agent.processId() + " "), e.getMessage());
        }
        pipeline.start();
        pipeline.put("s", 2);
        pipeline.awaitEvents(2);
    }
}
