package hookline.streams;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks loops to end, and wakes those that wait. Thread-safe; once requested it stays so. */
public final class StopSignal {
    private final CountDownLatch requested = new CountDownLatch(1);

    public void request() {
        requested.countDown();
    }

    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Waits for the request. */
    public void await() {
        while (!isRequested()) {
            awaitAtMost(Duration.ofDays(1));
        }
    }

    /** Waits for the request, at most this long; an interrupt counts as a request. */
    public void awaitAtMost(Duration limit) {
        try {
            if (requested.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            request();
        }
    }
}
