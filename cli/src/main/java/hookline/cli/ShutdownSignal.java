package hookline.cli;

import hookline.streams.StopSignal;
import java.time.Duration;

/** Turns Ctrl-C and SIGTERM into an orderly stop, for which the end of the JVM waits a bounded time. */
final class ShutdownSignal {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private ShutdownSignal() {}

    /** A signal that the calling thread's work stops on; the JVM ends when that thread does. */
    static StopSignal install() {
        StopSignal stop = new StopSignal();
        Thread worker = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
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
}
