package hookline.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.client.Spool;
import hookline.client.SpoolFullException;
import hookline.client.SpooledHook;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolAccountingTest {
    private static final int BLOCK = 4096;

    @TempDir
    Path home;

    private final ShiftedClock clock = new ShiftedClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Spool spool;

    @BeforeEach
    void open() throws IOException {
        spool = Spool.at(home);
        spool.createFolders();
    }

    private String put(int bytes) throws IOException {
        return spool.put(ByteBuffer.wrap(new byte[bytes]), Pipeline.MAX_PAYLOAD, null, null);
    }

    private double refused(String reason) {
        return registry.get("hookline.spool.refused")
                .tag("reason", reason)
                .counter()
                .count();
    }

    @Test
    void whatWaitsIsCountedAndTheDiskIsMeasuredInBlocks() throws IOException {
        put(100);
        String sent = put(5000);
        Files.move(spool.fresh().resolve(sent), spool.sent().resolve(sent + ".1"));
        SpoolUsage usage = SpoolUsage.of(spool);
        assertEquals(1, usage.events());
        assertTrue(usage.bytes() > 100 && usage.bytes() < 200, "bytes: " + usage.bytes());
        assertEquals(3 * BLOCK, usage.onDisk());
    }

    @Test
    void hooksKeepNothingFromTheLimitOnUntilThereIsRoomAgain() throws IOException {
        SpoolLimit limit = new SpoolLimit(spool, 10 * BLOCK);
        for (int i = 0; i < 9; i++) {
            put(10);
        }
        limit.apply(SpoolUsage.of(spool));
        String last = put(10);
        limit.apply(SpoolUsage.of(spool));
        assertThrows(SpoolFullException.class, () -> put(10));

        Files.delete(spool.fresh().resolve(last));
        limit.apply(SpoolUsage.of(spool));
        assertTrue(Files.exists(spool.full()), "nine tenths are not yet room enough");

        try (var files = Files.newDirectoryStream(spool.fresh())) {
            Files.delete(files.iterator().next());
        }
        limit.apply(SpoolUsage.of(spool));
        put(10);
    }

    @Test
    void everyRefusedEventIsCountedOnce() throws IOException {
        Files.writeString(spool.refused(), "ffd");
        RefusedEvents events = new RefusedEvents(spool, clock, registry);
        events.count();
        Files.writeString(spool.refused(), Files.readString(spool.refused()) + "f");
        for (int i = 0; i < 4; i++) {
            events.count();
        }
        assertEquals(3, refused("full"));
        assertEquals(1, refused("disk"));
        assertEquals(1, Files.size(spool.refused()), "the file owns a block for the time when the disk is full");
    }

    @Test
    void whatAKilledHookLeftIsTakenOverAfterAnHour() throws IOException {
        Path complete = Files.writeString(spool.tmp().resolve("complete-1"), "hookline 2 0 0 99 here\n{}");
        Path withoutInput = Files.writeString(spool.tmp().resolve("silent-10"), "hookline 2 4 0 99 here\nStop");
        Path empty = Files.createFile(spool.tmp().resolve("emptied-1"));
        Path waiting = Files.writeString(spool.tmp().resolve("marked-as-complete"), "hookline 2 0 0 99 here\n{}");
        Files.createFile(spool.fresh().resolve("marked-as-complete"));
        Path foreign = Files.writeString(spool.tmp().resolve("not an event"), "x");
        UnfinishedHooks unfinished = new UnfinishedHooks(spool, clock);

        clock.advance(UnfinishedHooks.ABANDONED_AFTER.minus(Duration.ofMinutes(2)));
        unfinished.takeOver();
        assertEquals(5, Pipeline.count(spool.tmp()));

        clock.advance(Duration.ofMinutes(3));
        unfinished.takeOver();
        assertFalse(Files.exists(complete) || Files.exists(withoutInput) || Files.exists(empty));
        assertTrue(Files.exists(foreign) && Files.exists(waiting));
        assertEquals(2, Pipeline.count(spool.fresh()));
        SpooledHook hook = SpooledHook.read(spool.fresh().resolve("complete-1"), "complete-1", 99);
        assertEquals("{}", StandardCharsets.UTF_8.decode(hook.payload()).toString());
    }
}
