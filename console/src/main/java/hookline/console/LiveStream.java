package hookline.console;

import com.fasterxml.jackson.core.JsonGenerator;
import hookline.streams.Layout;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.RedisUnavailableException;
import hookline.streams.StopSignal;
import hookline.streams.reader.LogReader;
import hookline.streams.reader.Position;
import hookline.streams.reader.ReaderOptions;
import hookline.streams.reader.Received;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sends events to one browser tab as server-sent events: what it asked to see from earlier on, then what comes, in
 * order and without a gap, at the tab's own pace.
 *
 * <p>Every message carries the {@link Position} behind it, which the browser names when it comes back after a lost
 * connection. What it then gets twice at most are events around that place, and it knows them by their ids. For one
 * thread.
 */
final class LiveStream {
    private static final int MOST_EVENTS = 500;
    private static final int MOST_CHARS = 512 * 1024;
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final Redis redis;
    private final EventSummary summary;
    private final InstantSource clock;
    private final StopSignal stop;

    LiveStream(Redis redis, EventSummary summary, InstantSource clock, StopSignal stop) {
        this.redis = redis;
        this.summary = summary;
        this.clock = clock;
        this.stop = stop;
    }

    /** Takes messages; fails where the tab is gone. */
    @FunctionalInterface
    interface Tab {
        void send(String message) throws IOException;
    }

    /**
     * Returns when asked to stop.
     *
     * @throws IOException where the tab is gone
     */
    void sendTo(Tab tab, ReaderOptions options) throws IOException {
        while (!stop.isRequested()) {
            try {
                Optional<Layout> layout = layout();
                if (layout.isEmpty()) {
                    waitFor(tab, "Redis at " + redis.address() + " holds nothing of Hookline yet");
                    continue;
                }
                try (LogReader reader = LogReader.open(redis, layout.get(), options)) {
                    follow(tab, reader);
                }
            } catch (RedisUnavailableException e) {
                waitFor(tab, String.valueOf(e.getMessage()));
            }
        }
    }

    private Optional<Layout> layout() {
        try (RedisLink link = redis.link()) {
            return Layout.stored(link);
        }
    }

    private void follow(Tab tab, LogReader reader) throws IOException {
        boolean saidAtEnd = false;
        Instant nextHeartbeat = clock.instant().plus(HEARTBEAT);
        while (!stop.isRequested()) {
            try {
                List<Received> batch = take(reader);
                boolean atEnd = reader.isAtEnd();
                Instant now = clock.instant();
                if (!batch.isEmpty() || (atEnd && !saidAtEnd)) {
                    tab.send(message(batch, atEnd, reader.position()));
                    saidAtEnd = atEnd;
                    nextHeartbeat = now.plus(HEARTBEAT);
                } else if (!now.isBefore(nextHeartbeat)) {
                    tab.send(": still here\n\n");
                    nextHeartbeat = now.plus(HEARTBEAT);
                }
            } catch (RedisUnavailableException e) {
                waitFor(tab, String.valueOf(e.getMessage()));
                saidAtEnd = false;
            }
        }
    }

    /** What there is, at most a message full; waits a little where there is nothing. */
    private static List<Received> take(LogReader reader) {
        List<Received> batch = new ArrayList<>();
        long chars = 0;
        Optional<Received> next = reader.poll(PAUSE);
        while (next.isPresent()) {
            batch.add(next.get());
            chars += next.get() instanceof Received.Event event ? event.line().length() : 0;
            next = batch.size() < MOST_EVENTS && chars < MOST_CHARS ? reader.poll(Duration.ZERO) : Optional.empty();
        }
        return batch;
    }

    private void waitFor(Tab tab, String problem) throws IOException {
        String words = JsonText.of(json -> {
            json.writeStartObject();
            json.writeStringField("problem", problem);
            json.writeEndObject();
        });
        tab.send("event: outage\ndata: " + words + "\n\n");
        stop.awaitAtMost(BETWEEN_TRIES);
    }

    private String message(List<Received> batch, boolean atEnd, Position position) {
        String data = JsonText.of(json -> {
            json.writeStartObject();
            json.writeBooleanField("atEnd", atEnd);
            json.writeArrayFieldStart("events");
            for (Received received : batch) {
                if (received instanceof Received.Event event) {
                    summary.write(json, event.entry().id(), event.line(), event.late());
                }
            }
            json.writeEndArray();
            json.writeArrayFieldStart("missing");
            for (Received received : batch) {
                if (received instanceof Received.Missing missing) {
                    write(json, missing);
                }
            }
            json.writeEndArray();
            json.writeNumberField(
                    "cuts",
                    batch.stream().filter(Received.Cut.class::isInstance).count());
            json.writeEndObject();
        });
        return "id: " + position + "\nevent: events\ndata: " + data + "\n\n";
    }

    private static void write(JsonGenerator json, Received.Missing missing) throws IOException {
        json.writeStartObject();
        json.writeStringField("session", missing.sessionId());
        json.writeNumberField("from", missing.from());
        json.writeNumberField("to", missing.to());
        json.writeEndObject();
    }
}
