package hookline.benchmarks;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/** When each numbered event set out, and how long it took to arrive for the first time. Thread-safe. */
final class Crossings {
    private final AtomicLongArray started;
    private final AtomicLongArray nanos;
    private final AtomicInteger arrived = new AtomicInteger();

    Crossings(int events) {
        started = new AtomicLongArray(events);
        nanos = new AtomicLongArray(events);
    }

    void begins(int number) {
        started.set(number, System.nanoTime());
    }

    void arrives(int number) {
        long now = System.nanoTime();
        if (number >= 0 && number < nanos.length() && nanos.compareAndSet(number, 0, now - started.get(number))) {
            arrived.incrementAndGet();
        }
    }

    int arrived() {
        return arrived.get();
    }

    /** Of all from a number on. */
    Percentiles from(int number) {
        long[] all = new long[nanos.length()];
        Arrays.setAll(all, nanos::get);
        return Percentiles.of(Arrays.copyOfRange(all, number, all.length));
    }
}
