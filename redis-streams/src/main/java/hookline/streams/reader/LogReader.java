package hookline.streams.reader;

import hookline.streams.EventLog;
import hookline.streams.Keys;
import hookline.streams.Layout;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.RedisUnavailableException;
import hookline.streams.reader.PartitionReader.Outgoing;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Hands over every published event once, each session in order, at the caller's own pace, and says what is missing.
 *
 * <p>The log is what is read; the channel only tells when. So nothing is lost while the subscription is down or the
 * caller slow, and no more than a page waits in memory beside the {@link Window}. Once holds as long as this object
 * lives; who starts again from a stored {@link Position} gets everything at least once. For one thread at a time.
 */
public final class LogReader implements AutoCloseable {
    /** The longest that a lost notice delays an event. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private final RedisLink link;
    private final Doorbell doorbell;
    private final List<PartitionReader> partitions = new ArrayList<>();
    private final Queue<Outgoing> outgoing = new ArrayDeque<>();
    private int current;

    private LogReader(RedisLink link, Doorbell doorbell) {
        this.link = link;
        this.doorbell = doorbell;
    }

    /**
     * Finds the place to start at in every partition.
     *
     * @param layout as it is stored; where it is changed, a reader has to be opened anew
     * @throws RedisUnavailableException where Redis cannot be asked now
     */
    public static LogReader open(Redis redis, Layout layout, ReaderOptions options) {
        LogReader reader = new LogReader(redis.link(), new Doorbell(redis, layout, options.clock()));
        try {
            for (int partition = 0; partition < layout.partitions(); partition++) {
                EventLog log = new EventLog(reader.link, new Keys(partition));
                reader.partitions.add(new PartitionReader(partition, log, reader.link, options));
            }
            return reader;
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /**
     * The next event or notice; empty where none came within this time, or within half a second where it is longer.
     *
     * @throws RedisUnavailableException where Redis cannot be asked now: nothing is lost, call again later
     */
    public Optional<Received> poll(Duration wait) {
        Optional<Received> next = next();
        if (next.isEmpty() && !wait.isZero() && partitions.stream().noneMatch(PartitionReader::hasMore)) {
            doorbell.await(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
            next = next();
        }
        return next;
    }

    /** How far everything was handed over by {@link #poll}; to be stored once that was dealt with. */
    public Position position() {
        Map<Integer, String> entryIds = new HashMap<>();
        for (int partition = 0; partition < partitions.size(); partition++) {
            entryIds.put(partition, partitions.get(partition).position());
        }
        return new Position(entryIds);
    }

    /** Whether everything was handed over that the log held when it was last looked at. */
    public boolean isAtEnd() {
        return outgoing.isEmpty() && partitions.stream().allMatch(PartitionReader::isAtEnd);
    }

    /** Reads at most a page of each partition, in turn. */
    private Optional<Received> next() {
        for (int read = 0; read <= partitions.size(); read++) {
            for (Outgoing next = outgoing.poll(); next != null; next = outgoing.poll()) {
                partitions.get(current).isHandedOver(next);
                if (next.received().isPresent()) {
                    return next.received();
                }
            }
            if (read < partitions.size()) {
                current = (current + 1) % partitions.size();
                outgoing.addAll(partitions.get(current).next());
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        doorbell.close();
        link.close();
    }
}
