package hookline.system;

import hookline.client.HookPublisher;
import hookline.streams.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Fires so many events a second into a home until it is ended, some by the hook shim and the others by the library. */
final class SteadyLoad {
    private static final int STEPS_A_SECOND = 10;
    private static final int SESSIONS = 5;

    private final StopSignal stop = new StopSignal();
    private final AtomicInteger fired = new AtomicInteger();
    private final CompletableFuture<Void> run;

    private SteadyLoad(Path home, int eventsASecond) {
        run = CompletableFuture.runAsync(() -> fire(home, eventsASecond / STEPS_A_SECOND));
    }

    static SteadyLoad start(Path home, int eventsASecond) {
        return new SteadyLoad(home, eventsASecond);
    }

    int fired() {
        return fired.get();
    }

    /** Waits for the last event and tells how many there were. */
    int end() throws Exception {
        stop.request();
        run.get(20, TimeUnit.SECONDS);
        return fired.get();
    }

    private void fire(Path home, int eventsAStep) {
        try {
            HookCall shim = HookCall.into(home);
            HookPublisher library = HookPublisher.to(home);
            long next = System.nanoTime();
            while (!stop.isRequested()) {
                for (int i = 0; i < eventsAStep; i++) {
                    String event = "{\"hook_event_name\":\"Notification\",\"session_id\":\"s" + fired.get() % SESSIONS
                            + "\",\"message\":\"" + fired.get() + "\"}";
                    if (i == 0) {
                        shim.fire(event);
                    } else {
                        library.publish(event);
                    }
                    fired.incrementAndGet();
                }
                next += TimeUnit.SECONDS.toNanos(1) / STEPS_A_SECOND;
                stop.awaitAtMost(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
