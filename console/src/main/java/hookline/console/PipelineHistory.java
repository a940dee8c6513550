package hookline.console;

import hookline.streams.EventLog;
import hookline.streams.GroupReport;
import hookline.streams.Keys;
import hookline.streams.Layout;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.RedisUnavailableException;
import hookline.streams.ServerFacts;
import hookline.streams.StopSignal;
import hookline.streams.StoredCounts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the pipeline every two seconds and remembers the last quarter of an hour, however many tabs show it. Closing
 * ends its thread. Thread-safe.
 */
final class PipelineHistory implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PipelineHistory.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final int REMEMBERED = 450;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final Redis redis;
    private final Processes processes;
    private final InstantSource clock;
    private final StopSignal stop = new StopSignal();
    private final Deque<Moment> moments = new ArrayDeque<>();
    private final Thread thread;

    PipelineHistory(Redis redis, Processes processes, InstantSource clock) {
        this.redis = redis;
        this.processes = processes;
        this.clock = clock;
        this.thread = new Thread(this::run, "pipeline-history");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * What the charts show of one look; NaN where it is not known.
     *
     * @param rate events committed a second
     * @param median from hook to commit, in seconds
     * @param slowest the 99th percentile of the same
     */
    record Moment(Vitals vitals, double rate, double median, double slowest) {}

    /** The oldest first; empty before the first look. */
    List<Moment> moments() {
        synchronized (moments) {
            return List.copyOf(moments);
        }
    }

    /** Why Redis cannot be asked now; empty where it can. */
    Optional<String> problem() {
        synchronized (moments) {
            return moments.isEmpty()
                    ? Optional.of("Redis was not asked yet")
                    : Optional.of(moments.getLast().vitals().problem()).filter(words -> !words.isEmpty());
        }
    }

    private void run() {
        try (RedisLink link = redis.link()) {
            while (!stop.isRequested()) {
                try {
                    remember(look(link));
                } catch (RuntimeException e) {
                    log.warn("The pipeline could not be looked at", e);
                }
                stop.awaitAtMost(INTERVAL);
            }
        }
    }

    private void remember(Vitals vitals) {
        synchronized (moments) {
            Moment last = moments.peekLast();
            moments.add(
                    last == null
                            ? new Moment(vitals, Double.NaN, Double.NaN, Double.NaN)
                            : new Moment(
                                    vitals,
                                    vitals.rateSince(last.vitals()).orElse(Double.NaN),
                                    vitals.durationSince(last.vitals(), 0.5).orElse(Double.NaN),
                                    vitals.durationSince(last.vitals(), 0.99).orElse(Double.NaN)));
            if (moments.size() > REMEMBERED) {
                moments.remove();
            }
        }
    }

    private Vitals look(RedisLink link) {
        List<Processes.Answer> answers = processes.ask();
        try {
            ServerFacts server = ServerFacts.of(link);
            int partitions = Layout.stored(link).map(Layout::partitions).orElse(0);
            List<GroupReport> reports = new ArrayList<>();
            long committed = 0;
            for (int partition = 0; partition < partitions; partition++) {
                Keys keys = new Keys(partition);
                GroupReport.of(link, keys).ifPresent(reports::add);
                committed += new EventLog(link, keys).everAdded();
            }
            long dead = StoredCounts.of(link, partitions).dead();
            return new Vitals(clock.instant(), "", Optional.of(server), reports, committed, dead, answers);
        } catch (RedisUnavailableException e) {
            return new Vitals(
                    clock.instant(), String.valueOf(e.getMessage()), Optional.empty(), List.of(), 0, 0, answers);
        }
    }

    @Override
    public void close() {
        stop.request();
        try {
            thread.join(STOP_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
