package hookline.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.agent.Pipeline.Arrived;
import hookline.schemas.SessionId;
import hookline.schemas.Version;
import hookline.streams.LayoutMismatchException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AgentTest extends AgentOnRedis {
    @Test
    void anEventArrivesOnceWithItsIdentityAndOnlyAProcessorOpensIt() throws Exception {
        pipeline.start();
        String payload = "{\"prompt\":\"marker-in-the-clear\",\"session_id\":\"s-1\"}";
        String id = pipeline.spool.put(
                ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)), Pipeline.MAX_PAYLOAD, "Stop", null);
        pipeline.awaitEvents(1);

        List<Arrived> arrived = pipeline.arrived();
        assertEquals(1, arrived.size());
        Arrived event = arrived.get(0);
        assertEquals(id, event.id());
        assertEquals("s-1", event.sessionId());
        assertEquals(1, event.sequence());
        assertEquals(payload, event.payload());
        assertEquals("Stop", event.capture().getHookType());
        assertNull(event.capture().getSessionId());
        assertEquals(Version.userAgent(), event.capture().getUserAgent());
        for (Map<String, byte[]> entry : pipeline.entries()) {
            for (byte[] value : entry.values()) {
                assertFalse(new String(value, StandardCharsets.ISO_8859_1).contains("marker-in-the-clear"));
            }
        }
    }

    @Test
    void theOldestGoesFirstWhateverItsName() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ids.add(pipeline.put("s", i));
        }
        Collections.sort(ids, Collections.reverseOrder());
        for (int i = 0; i < ids.size(); i++) {
            Pipeline.age(pipeline.spool.fresh().resolve(ids.get(i)), 1000 - i);
        }
        pipeline.start();
        pipeline.awaitEvents(20);

        List<Arrived> arrived = pipeline.arrived();
        assertEquals(ids, arrived.stream().map(Arrived::id).toList());
        for (int i = 0; i < 20; i++) {
            assertEquals(i + 1, arrived.get(i).sequence());
        }
    }

    @Test
    void everySessionIsNumberedByItselfAndTheNamedOneWins() throws Exception {
        pipeline.start();
        for (int i = 0; i < 3; i++) {
            pipeline.put("a", i);
            pipeline.put("b", i);
            byte[] payload = "{\"session_id\":\"a\"}".getBytes(StandardCharsets.UTF_8);
            pipeline.spool.put(ByteBuffer.wrap(payload), Pipeline.MAX_PAYLOAD, null, "named");
        }
        pipeline.awaitEvents(9);
        for (String session : List.of("a", "b", "named")) {
            assertEquals(List.of(1L, 2L, 3L), pipeline.sequences(session));
        }
    }

    @Test
    void anEventWithoutAReadableSessionHasNoNumber() throws Exception {
        pipeline.start();
        pipeline.put("no JSON at all");
        pipeline.put("{\"session_id\":7}");
        pipeline.awaitEvents(2);
        for (Arrived event : pipeline.arrived()) {
            assertEquals(SessionId.UNKNOWN, event.sessionId());
            assertEquals(0, event.sequence());
        }
    }

    @Test
    void anEventOverTheLimitIsCutOneByteBehindIt() throws Exception {
        pipeline.environment.put("HOOKLINE_MAX_PAYLOAD_SIZE", "2000");
        pipeline.start();
        pipeline.put("{\"session_id\":\"s\",\"x\":\"" + "x".repeat(5_000) + "\"}");
        pipeline.awaitEvents(1);
        assertEquals(2_001, pipeline.arrived().get(0).payload().length());
        assertEquals("s", pipeline.arrived().get(0).sessionId());
    }

    @Test
    void filesGoOnlyAfterTheResendWindow() throws Exception {
        pipeline.start();
        String id = pipeline.put("s", 1);
        pipeline.awaitCount(pipeline.spool.sent(), 1);
        assertTrue(Agent.isShipped(home, id));
        pipeline.clock.advance(Duration.ofMinutes(59));
        pipeline.put("s", 2);
        pipeline.awaitCount(pipeline.spool.sent(), 2);
        pipeline.clock.advance(Duration.ofMinutes(2));
        pipeline.awaitCount(pipeline.spool.sent(), 1);
        try (Stream<Path> files = Files.walk(pipeline.spool.sent())) {
            assertTrue(files.noneMatch(file -> file.endsWith(id + ".1")));
        }
        assertTrue(Files.readString(home.resolve("agent/sequences")).contains(" 2 "));
        pipeline.clock.advance(Duration.ofMinutes(60));
        pipeline.awaitCount(pipeline.spool.sent(), 0);
        assertEquals(2, pipeline.arrived().size());
        assertEquals(0, pipeline.counted("hookline.agent.resent"));
    }

    @Test
    void garbageInTheSpoolHarmsNothing() throws Exception {
        Path fresh = pipeline.spool.fresh();
        Files.createDirectory(fresh.resolve("a-folder-that-looks-like-an-id"));
        Files.createDirectory(fresh.resolve("folder"));
        Files.writeString(fresh.resolve(".hidden"), "x");
        Files.writeString(fresh.resolve("no id \n at all"), "x");
        Files.createSymbolicLink(fresh.resolve("a-link-to-nowhere"), Path.of("nowhere"));
        Files.writeString(pipeline.spool.numbered().resolve("garbage"), "x");
        Files.writeString(pipeline.spool.sent().resolve("abcdefgh.-1"), "x");
        Path locked = Files.writeString(fresh.resolve("not-a-spooled-file"), "plain text");
        pipeline.start();
        pipeline.put("s", 1);
        pipeline.awaitEvents(2);
        assertEquals(List.of(1L), pipeline.sequences("s"));
        assertTrue(Files.notExists(locked));
        assertEquals(2, pipeline.counted("hookline.spool.unreadable"));
        assertEquals(5, Pipeline.count(fresh));
    }

    @Test
    void whatCouldNotBeReadIsTriedAgainLater() throws Exception {
        Path folder = Files.createDirectory(pipeline.spool.fresh().resolve("becomes-an-event"));
        Path numbered = Files.createDirectory(pipeline.spool.numbered().resolve("numbered-before.4"));
        pipeline.start();
        await().until(() -> pipeline.counted("hookline.spool.unreadable") == 2);
        Files.delete(folder);
        Files.writeString(folder, "{\"session_id\":\"s\"}");
        Files.delete(numbered);
        Files.writeString(numbered, "{\"session_id\":\"t\"}");
        pipeline.clock.advance(HeldBackFiles.RETRY_AFTER);
        pipeline.awaitEvents(2);
        assertEquals(List.of(4L), pipeline.sequences("t"));
        pipeline.awaitCount(pipeline.spool.sent(), 2);
    }

    @Test
    void aSpoolThatIsRemovedComesBack() throws Exception {
        pipeline.start();
        Files.delete(pipeline.spool.fresh());
        await().until(() -> Files.exists(pipeline.spool.fresh()));
        pipeline.put("s", 1);
        pipeline.awaitEvents(1);
    }

    @Test
    void stoppingSendsWhatIsInMemory() throws Exception {
        pipeline.environment.put("HOOKLINE_BATCH_TIMEOUT", "10s");
        Agent agent = pipeline.start();
        String id = pipeline.put("s", 1);
        pipeline.awaitCount(pipeline.spool.numbered(), 1);
        assertFalse(Agent.isShipped(home, id));
        agent.close();
        assertEquals(1, pipeline.arrived().size());
        assertTrue(Agent.isShipped(home, id));
    }

    @Test
    void thousandsOfFilesArriveAndAreShownWhileTheyWait() throws Exception {
        for (int i = 0; i < 5_000; i++) {
            pipeline.put("s" + i % 10, i);
        }
        pipeline.environment.put("HOOKLINE_BATCH_SIZE", "50");
        pipeline.start();
        pipeline.awaitCount(pipeline.spool.sent(), 5_000);
        assertEquals(5_000, pipeline.ids().size());
        assertEquals(500, pipeline.sequences("s3").size());
        assertEquals(5_000, pipeline.counted("hookline.agent.sent"));
        assertTrue(pipeline.meters.get("hookline.spool.events").gauge().value() > 0);
        assertTrue(pipeline.meters.get("hookline.spool.bytes").gauge().value() > 0);
        await().until(() -> pipeline.meters.get("hookline.spool.events").gauge().value() == 0);
    }

    @Test
    void aSecondAgentIsRefusedAndTheFirstGoesOn() throws Exception {
        pipeline.start();
        HomeInUseException e = assertThrows(HomeInUseException.class, pipeline::start);
        assertTrue(e.getMessage().contains("Process " + ProcessHandle.current().pid()), e.getMessage());
        assertTrue(e.getMessage().contains("HOOKLINE_HOME"), e.getMessage());
        pipeline.put("s", 1);
        pipeline.awaitEvents(1);
    }

    @Test
    void whatTheAgentWritesIsItsOwnersAlone() throws Exception {
        pipeline.start().close();
        assertEquals("rwx------", mode(home.resolve("agent")));
        assertEquals("rw-------", mode(home.resolve("agent/lock")));
        assertEquals("rw-------", mode(home.resolve("agent/sequences")));
    }

    @Test
    void aRedisOfAnotherLayoutEndsTheAgent() throws Exception {
        REDIS.admin().hset("hookline:meta", Map.of("layout", "1", "partitions", "4"));
        pipeline.environment.put("HOOKLINE_PARTITIONS", "2");
        pipeline.start();
        await().until(() -> pipeline.failure.get() != null);
        assertInstanceOf(LayoutMismatchException.class, pipeline.failure.getAndSet(null));
    }

    @Test
    void aKeyThatIsNoneIsRefusedWithItsOrigin() {
        pipeline.environment.put("HOOKLINE_SEALING_PUBLIC_KEY", "no keyset");
        GeneralSecurityException e = assertThrows(GeneralSecurityException.class, pipeline::start);
        assertTrue(e.getMessage().contains("HOOKLINE_SEALING_PUBLIC_KEY"), e.getMessage());
        assertFalse(e.getMessage().contains("no keyset"), e.getMessage());
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
