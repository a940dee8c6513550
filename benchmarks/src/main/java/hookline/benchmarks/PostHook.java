package hookline.benchmarks;

import java.time.Duration;
import java.util.List;

/**
 * What {@code POST /hook} costs over one connection that is kept open, at a fixed rate, next to an empty handler of the
 * same server.
 *
 * <p>A time counts from when the request was meant to be sent, so that one slow answer also counts for those behind it.
 */
final class PostHook implements Scenario {
    private final HookServer.Start server;
    private final int rate;
    private final int slices;
    private final int warmUpSlices;

    /**
     * Prepares the scenario.
     *
     * @param rate requests a second, and requests in a slice
     * @param slices how many of each path, in turn
     * @param warmUpSlices how many of each before them
     */
    PostHook(HookServer.Start server, int rate, int slices, int warmUpSlices) {
        this.server = server;
        this.rate = rate;
        this.slices = slices;
        this.warmUpSlices = warmUpSlices;
    }

    @Override
    public String name() {
        return "post-hook";
    }

    @Override
    public List<Figure> run(Workplace place, Progress progress) throws Exception {
        byte[] event = SampleEvents.event("bench", 0);
        byte[] hook = KeptAliveConnection.request(HookServer.HOOK, event);
        byte[] empty = KeptAliveConnection.request(HookServer.EMPTY, event);
        try (HookServer running = server.in(place);
                KeptAliveConnection connection = KeptAliveConnection.to(running.port())) {
            progress.say(slices + " times " + rate + " requests to each path, " + rate + " a second");
            long[] hookNanos = new long[slices * rate];
            long[] emptyNanos = new long[slices * rate];
            for (int slice = -warmUpSlices; slice < slices; slice++) {
                slice(connection, hook, hookNanos, Math.max(0, slice) * rate);
                slice(connection, empty, emptyNanos, Math.max(0, slice) * rate);
            }
            Percentiles one = Percentiles.of(hookNanos);
            Percentiles other = Percentiles.of(emptyNanos);
            return List.of(
                    Figure.compared("`POST /hook`, median", Unit.MILLIS, one.median(), other.median(), Target.NONE),
                    Figure.compared(
                            "`POST /hook`, 99th percentile",
                            Unit.MILLIS,
                            one.p99(),
                            other.p99(),
                            Target.ratioAtMost(3)));
        }
    }

    private void slice(KeptAliveConnection connection, byte[] request, long[] nanos, int from) throws Exception {
        Duration period = Duration.ofSeconds(1).dividedBy(rate);
        Pace pace = new Pace(System.nanoTime() + period.toNanos(), period);
        for (int i = from; i < from + rate; i++) {
            long due = pace.await();
            connection.post(request);
            nanos[i] = System.nanoTime() - due;
        }
    }
}
