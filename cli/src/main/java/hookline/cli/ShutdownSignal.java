package hookline.cli;

import hookline.streams.StopSignal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Turns Ctrl-C and SIGTERM into an orderly stop, for which the end of the JVM waits a bounded time. */
final class ShutdownSignal {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final AtomicBoolean UNDER_WAY = new AtomicBoolean();
    private static final CountDownLatch WORK = new CountDownLatch(1);

    private ShutdownSignal() {}

    /** A signal that the command's work stops on; the JVM ends once that is done. */
    static StopSignal install() {
        StopSignal stop = new StopSignal();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            UNDER_WAY.set(true);
                            stop.request();
                            try {
                                if (!WORK.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                                    System.err.println(
                                            "hookline: not everything has stopped within " + LIMIT.toSeconds()
                                                    + " s; what is unfinished is taken up at the next start");
                                }
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "shutdown"));
        return stop;
    }

    /**
     * Says that the command has done its work.
     *
     * @return whether the JVM is ending already: then its exit would wait for the very thread that asks for it
     */
    static boolean workIsDone() {
        WORK.countDown();
        return UNDER_WAY.get();
    }
}
