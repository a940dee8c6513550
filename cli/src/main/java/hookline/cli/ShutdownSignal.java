package hookline.cli;

import hookline.streams.StopSignal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Turns Ctrl-C and SIGTERM into an orderly stop, for which the end of the JVM waits a bounded time. */
final class ShutdownSignal {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final AtomicBoolean UNDER_WAY = new AtomicBoolean();

    private ShutdownSignal() {}

    /** A signal that the calling thread's work stops on; the JVM ends when that thread does. */
    static StopSignal install() {
        StopSignal stop = new StopSignal();
        Thread worker = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            UNDER_WAY.set(true);
                            stop.request();
                            try {
                                worker.join(LIMIT.toMillis());
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "shutdown"));
        return stop;
    }

    /** Whether the JVM is ending: then its exit would wait for the very thread that asks for it. */
    static boolean isUnderWay() {
        return UNDER_WAY.get();
    }
}
