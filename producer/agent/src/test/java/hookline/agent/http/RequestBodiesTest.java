package hookline.agent.http;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.agent.http.RequestBodies.Received;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RequestBodiesTest {
    private static final int ONE_FITS = (int) (Runtime.getRuntime().maxMemory() / 20);

    private final RequestBodies bodies = new RequestBodies(ONE_FITS);

    private static InputStream body(int bytes) {
        return new ByteArrayInputStream(new byte[bytes]);
    }

    @Test
    void largeBodiesWaitForEachOtherAndSmallOnesDoNot() throws Exception {
        Received first = bodies.receive(body(100_000)).orElseThrow();
        AtomicReference<Optional<Received>> second = new AtomicReference<>();
        Thread waiting = new Thread(() -> {
            try {
                second.set(bodies.receive(body(100_000)));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        waiting.start();
        await().atMost(Duration.ofSeconds(5)).until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        try (Received small = bodies.receive(body(10_000)).orElseThrow()) {
            assertEquals(10_000, small.bytes().remaining());
        }
        first.close();
        waiting.join(Duration.ofSeconds(20).toMillis());
        try (Received large = second.get().orElseThrow()) {
            assertEquals(100_000, large.bytes().remaining());
            assertTrue(large.read());
        }
    }

    @Test
    void aBodyThatBreaksOffGivesItsShareBack() throws Exception {
        InputStream broken = new SequenceInputStream(body(100_000), new FilterInputStream(body(1)) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                throw new IOException("gone");
            }
        });
        assertThrows(IOException.class, () -> bodies.receive(broken));
        try (Received next = bodies.receive(body(100_000)).orElseThrow()) {
            assertEquals(100_000, next.bytes().remaining());
        }
    }
}
