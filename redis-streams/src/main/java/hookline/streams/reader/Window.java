package hookline.streams.reader;

import java.time.Duration;

/**
 * How long events wait for an earlier one of their session, and how many of a partition may wait at once.
 *
 * @param events above which the longest waiting session stops waiting
 * @param time by the log's clock, and at the log's end by the reader's
 */
public record Window(int events, Duration time) {
    /** Processors that work side by side overtake each other by milliseconds; waiting entries are a few MB at most. */
    public static final Window DEFAULT = new Window(2_000, Duration.ofSeconds(2));

    public Window {
        if (events < 1 || time.isNegative()) {
            throw new IllegalArgumentException("A window holds at least one event and lasts no negative time");
        }
    }
}
