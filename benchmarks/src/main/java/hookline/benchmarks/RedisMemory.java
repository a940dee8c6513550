package hookline.benchmarks;

import hookline.streams.Keys;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.Range.Boundary;
import io.lettuce.core.StreamMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** How much memory Redis holds for events that were processed, next to the bytes that were published. */
final class RedisMemory implements Scenario {
    private static final Duration TRIM_LIMIT = Duration.ofSeconds(30);
    private static final int PAGE = 1_000;
    private static final double BYTES_A_MEGABYTE = 1 << 20;

    private final int events;

    /**
     * Prepares the scenario.
     *
     * @param events that are processed
     */
    RedisMemory(int events) {
        this.events = events;
    }

    @Override
    public String name() {
        return "redis-memory";
    }

    @Override
    public List<Figure> run(Workplace place, Progress progress) throws Exception {
        progress.say("processing " + events + " events");
        try (RunningPipeline<BenchmarkRedis> pipeline = RunningPipeline.at(place, "home")) {
            long before = usedMemory(pipeline.redis());
            pipeline.fill(events);
            pipeline.addProcessor();
            pipeline.await(events, unused -> {});
            String raw = new Keys(0).raw();
            Arrival.await(
                    () -> pipeline.redis().connection().sync().xlen(raw) == 0,
                    TRIM_LIMIT,
                    "a raw stream that is trimmed");
            pipeline.endProcessors();
            long held = usedMemory(pipeline.redis()) - before;
            return List.of(Figure.compared(
                    String.format(Locale.ROOT, "Redis, %,d events next to what was published of them", events),
                    Unit.MEGABYTES,
                    held / BYTES_A_MEGABYTE,
                    publishedBytes(pipeline.redis()) / BYTES_A_MEGABYTE,
                    Target.ratioAtMost(1.7)));
        }
    }

    private static long usedMemory(BenchmarkRedis redis) throws IOException {
        return redis.connection()
                .sync()
                .info("memory")
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .map(line ->
                        Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElseThrow(() -> new IOException("Redis does not tell its memory"));
    }

    /** The log knows of every line how long it was. */
    private static long publishedBytes(BenchmarkRedis redis) {
        long bytes = 0;
        String last = "0-0";
        while (true) {
            List<StreamMessage<String, byte[]>> page = redis.connection()
                    .sync()
                    .xrange(
                            new Keys(0).log(),
                            Range.from(Boundary.excluding(last), Boundary.unbounded()),
                            Limit.from(PAGE));
            if (page.isEmpty()) {
                return bytes;
            }
            for (StreamMessage<String, byte[]> entry : page) {
                bytes += Long.parseLong(
                        new String(entry.getBody().getOrDefault("bytes", new byte[] {'0'}), StandardCharsets.UTF_8));
            }
            last = page.get(page.size() - 1).getId();
        }
    }
}
