package hookline.benchmarks;

import java.util.concurrent.TimeUnit;

/** Turns Ctrl-C and SIGTERM into an interrupt of one thread, and has the JVM wait a bounded time until it cleaned up. */
final class EndOnSignal {
    private static final long LIMIT_MILLIS = TimeUnit.SECONDS.toMillis(60);

    private final Thread worker;
    private final Thread hook = new Thread(this::end, "end-on-signal");
    private volatile boolean underWay;

    private EndOnSignal(Thread worker) {
        this.worker = worker;
    }

    static EndOnSignal of(Thread worker) {
        EndOnSignal signal = new EndOnSignal(worker);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    /** Whether the thread has been interrupted for good, so that what it fails with is no failure. */
    boolean isUnderWay() {
        return underWay;
    }

    /** Returns false where the JVM is ending already: then an exit would wait for the very thread that asks for it. */
    boolean release() {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            return false;
        }
    }

    private void end() {
        underWay = true;
        worker.interrupt();
        try {
            worker.join(LIMIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
