package hookline.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.schemas.RawHook;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchTest {
    private final ShiftedClock clock = new ShiftedClock();
    private final Batch batch = new Batch(3, Duration.ofMinutes(1), clock);

    private static Batch.Shipped event(int bytes) {
        RawHook hook = new RawHook("id", "s", 1L, 0L, ByteBuffer.allocate(0), ByteBuffer.allocate(bytes));
        return new Batch.Shipped(Path.of("id.1"), new NumberedName("id", 1), hook);
    }

    @Test
    void takesOneEventOfAnySize() {
        assertTrue(batch.hasRoomFor(Batch.MAX_BYTES * 10));
        batch.add(event(10));
        assertFalse(batch.hasRoomFor(Batch.MAX_BYTES));
        assertTrue(batch.hasRoomFor(Batch.MAX_BYTES - 10));
    }

    @Test
    void isDueWhenFull() {
        batch.add(event(1));
        batch.add(event(1));
        assertFalse(batch.remaining().isZero());
        batch.add(event(1));
        assertTrue(batch.remaining().isZero());
        assertFalse(batch.hasRoomFor(1));
    }

    @Test
    void isDueAfterItsTimeOrWhenTheClockWasSetBack() {
        batch.add(event(1));
        clock.advance(Duration.ofSeconds(59));
        assertFalse(batch.remaining().isZero());
        clock.advance(Duration.ofSeconds(1));
        assertTrue(batch.remaining().isZero());
        clock.advance(Duration.ofHours(-1));
        assertTrue(batch.remaining().isZero());
    }

    @Test
    void hasRoomAgainWhenEmptied() {
        Batch.Shipped first = event(100);
        batch.add(first);
        batch.add(event(200));
        batch.remove(first);
        assertEquals(1, batch.events().size());
        assertTrue(batch.hasRoomFor(Batch.MAX_BYTES - 200));
        batch.clear();
        assertTrue(batch.isEmpty());
        assertTrue(batch.hasRoomFor(Batch.MAX_BYTES));
    }
}
