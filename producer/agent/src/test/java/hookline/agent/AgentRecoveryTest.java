package hookline.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each test begins with what a killed agent leaves at one of its steps. */
class AgentRecoveryTest extends AgentOnRedis {
    @Test
    void killedBeforeSending() throws Exception {
        pipeline.numbered(pipeline.spool.numbered(), "s", 1);
        pipeline.numbered(pipeline.spool.numbered(), "s", 2);
        pipeline.put("s", 3);
        pipeline.start();
        pipeline.awaitEvents(3);
        assertEquals(List.of(1L, 2L, 3L), pipeline.sequences("s"));
        pipeline.awaitCount(pipeline.spool.sent(), 3);
    }

    @Test
    void anEventThatAHookMarkedAsCompleteIsShipped() throws Exception {
        Files.move(
                pipeline.spool.fresh().resolve(pipeline.put("s", 1)),
                pipeline.spool.tmp().resolve("written-by-a-hook"));
        Files.createFile(pipeline.spool.fresh().resolve("written-by-a-hook"));
        pipeline.start();
        pipeline.awaitEvents(1);
        assertEquals(Set.of("written-by-a-hook"), pipeline.ids());
        pipeline.awaitCount(pipeline.spool.fresh(), 0);
        assertEquals(0, Pipeline.count(pipeline.spool.tmp()));
    }

    @Test
    void killedBetweenNumberingAndRemovingTheMarker() throws Exception {
        Path numbered = pipeline.numbered(pipeline.spool.numbered(), "s", 1);
        String id = numbered.getFileName().toString().replace(".1", "");
        Files.createFile(pipeline.spool.fresh().resolve(id));
        pipeline.start();
        pipeline.awaitEvents(1);
        pipeline.put("s", 2);
        pipeline.awaitEvents(2);
        assertEquals(List.of(1L, 2L), pipeline.sequences("s"));
        pipeline.awaitCount(pipeline.spool.fresh(), 0);
        assertEquals(2, pipeline.entries().size());
        assertEquals(0, pipeline.counted("hookline.spool.unreadable"));
    }

    @Test
    void killedBeforeRemoving() throws Exception {
        pipeline.numbered(pipeline.spool.sent(), "s", 7);
        pipeline.put("s", 8);
        pipeline.start();
        pipeline.awaitEvents(2);
        assertEquals(List.of(7L, 8L), pipeline.sequences("s"));
        assertEquals(1, pipeline.counted("hookline.agent.resent"));
    }

    @Test
    void killedAfterRemoving() throws Exception {
        Agent first = pipeline.start();
        pipeline.put("s", 1);
        pipeline.put("s", 2);
        pipeline.awaitCount(pipeline.spool.sent(), 2);
        pipeline.clock.advance(Duration.ofHours(2));
        pipeline.awaitCount(pipeline.spool.sent(), 0);
        Path copy = Files.createDirectories(home.resolve("copy/agent"));
        Files.copy(home.resolve("agent/sequences"), copy.resolve("sequences"));
        first.close();
        Files.copy(copy.resolve("sequences"), home.resolve("agent/sequences"), StandardCopyOption.REPLACE_EXISTING);
        pipeline.start();
        pipeline.put("s", 3);
        pipeline.awaitEvents(3);
        assertEquals(List.of(1L, 2L, 3L), pipeline.sequences("s"));
    }

    @Test
    void aLostJournalIsMadeGoodByTheFiles() throws Exception {
        pipeline.start().close();
        Files.delete(home.resolve("agent/sequences"));
        pipeline.numbered(pipeline.spool.sent(), "s", 4);
        pipeline.numbered(pipeline.spool.numbered(), "s", 5);
        pipeline.put("s", 6);
        pipeline.start();
        pipeline.awaitEvents(3);
        assertEquals(List.of(4L, 5L, 6L), pipeline.sequences("s"));
    }

    @Test
    void aJournalThatIsBehindIsMadeGoodByTheFiles() throws Exception {
        Agent first = pipeline.start();
        pipeline.put("s", 1);
        pipeline.awaitEvents(1);
        first.close();
        pipeline.numbered(pipeline.spool.numbered(), "s", 2);
        pipeline.put("s", 3);
        pipeline.start();
        pipeline.awaitEvents(3);
        assertEquals(List.of(1L, 2L, 3L), pipeline.sequences("s"));
    }

    @Test
    void numbersGoOnAcrossOrderlyRestarts() throws Exception {
        for (int i = 1; i <= 4; i++) {
            Agent agent = pipeline.start();
            pipeline.put("s", i);
            pipeline.awaitEvents(i);
            pipeline.clock.advance(Duration.ofHours(2));
            pipeline.awaitCount(pipeline.spool.sent(), 0);
            agent.close();
        }
        assertEquals(List.of(1L, 2L, 3L, 4L), pipeline.sequences("s"));
    }
}
