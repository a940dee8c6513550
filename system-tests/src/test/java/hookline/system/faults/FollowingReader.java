package hookline.system.faults;

import hookline.streams.Layout;
import hookline.streams.Redis;
import hookline.streams.RedisUnavailableException;
import hookline.streams.StopSignal;
import hookline.streams.reader.LogReader;
import hookline.streams.reader.ReaderOptions;
import hookline.streams.reader.Received;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Reads what is published from now on as {@code hookline tail} does, on a thread of its own, whatever Redis does. */
final class FollowingReader implements AutoCloseable {
    private static final Duration WAIT = Duration.ofMillis(100);

    private final Map<String, Integer> read = new ConcurrentHashMap<>();
    private final StopSignal end = new StopSignal();
    private final CompletableFuture<Void> reading;

    FollowingReader(Redis redis, int partitions) {
        LogReader reader = LogReader.open(redis, new Layout(partitions), ReaderOptions.fromNow());
        reading = CompletableFuture.runAsync(() -> follow(reader));
    }

    private void follow(LogReader reader) {
        try (reader) {
            while (!end.isRequested()) {
                try {
                    reader.poll(WAIT).ifPresent(this::note);
                } catch (RedisUnavailableException e) {
                    end.awaitAtMost(WAIT);
                }
            }
        }
    }

    private void note(Received received) {
        if (received instanceof Received.Event event) {
            read.merge(event.entry().id(), 1, Integer::sum);
        }
    }

    /** How often it got each event so far. */
    Map<String, Integer> read() {
        return Map.copyOf(read);
    }

    @Override
    public void close() throws Exception {
        end.request();
        reading.get(20, TimeUnit.SECONDS);
    }
}
