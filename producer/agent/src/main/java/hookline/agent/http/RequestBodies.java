package hookline.agent.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Takes request bodies into memory, however many at once, without ever filling it: small ones at any time, of large ones
 * no more together than a small share of the heap.
 */
final class RequestBodies {
    private static final int SMALL = 16 * 1024;

    /** Growing buffers take twice their content for a moment, and the agent has other work to do. */
    private static final int HEAP_SHARE = 16;

    /** What is read and thrown away, so that a client is not cut off while it writes. */
    private static final long MAX_EXCESS = 64 << 20;

    private static final long MAX_WAIT_SECONDS = 10;

    private final int maxBytes;
    private final Semaphore large;

    /**
     * Prepares for bodies.
     *
     * @param maxBytes what is kept of each; of a longer one there is one byte more
     */
    RequestBodies(int maxBytes) {
        this.maxBytes = maxBytes;
        long share = Runtime.getRuntime().maxMemory() / HEAP_SHARE / maxBytes;
        this.large = new Semaphore((int) Math.max(1, Math.min(share, Integer.MAX_VALUE)), true);
    }

    /**
     * One body in memory, of which closing gives back its share.
     *
     * @param read whether there is nothing left of it on the connection
     */
    record Received(ByteBuffer bytes, boolean read, Runnable release) implements AutoCloseable {
        @Override
        public void close() {
            release.run();
        }
    }

    /**
     * Reads a body to its end; empty where others keep the memory that it needs.
     *
     * @throws IOException where the body is malformed, or ends before its end
     */
    Optional<Received> receive(InputStream in) throws IOException {
        int small = Math.min(SMALL, maxBytes + 1);
        byte[] start = read(in, small);
        if (start.length < small) {
            return Optional.of(new Received(ByteBuffer.wrap(start), true, () -> {}));
        }
        return acquireLarge() ? Optional.of(large(start, in)) : Optional.empty();
    }

    /** Throws away what is left of a body; false where it is longer than that. */
    static boolean discard(InputStream in, long maxBytes) throws IOException {
        // Not by skip(), which the server of JDK 17 takes past the body's end into the next request.
        long left = maxBytes;
        int count = 1;
        while (left >= 0 && count > 0) {
            count = read(in, (int) Math.min(SMALL, left + 1)).length;
            left -= count;
        }
        return left >= 0;
    }

    private static byte[] read(InputStream in, int bytes) throws IOException {
        try {
            return in.readNBytes(bytes);
        } catch (IndexOutOfBoundsException e) {
            throw new IOException("The JDK's server takes the length of a chunk for a negative one", e);
        }
    }

    private Received large(byte[] start, InputStream in) throws IOException {
        boolean kept = false;
        try {
            byte[] rest = read(in, maxBytes + 1 - start.length);
            ByteBuffer body = ByteBuffer.allocate(start.length + rest.length);
            body.put(start).put(rest).flip();
            Received received = new Received(body, discard(in, MAX_EXCESS), large::release);
            kept = true;
            return received;
        } finally {
            if (!kept) {
                large.release();
            }
        }
    }

    private boolean acquireLarge() throws IOException {
        try {
            return large.tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The agent stops", e);
        }
    }
}
