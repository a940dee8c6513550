package hookline.streams.audit;

import hookline.settings.AuditSettings;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.StopSignal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes failed logins to the audit: at most one entry a minute and network with a count, and sixteen of them at once,
 * so that nobody can flood it by guessing.
 *
 * <p>A network is a /24, or a /64 of IPv6; those beyond the first sixteen of a minute are counted together. A request
 * is never held up: what the audit does not take now is kept as a count. Closing writes what is left. Thread-safe.
 */
public final class FailedLogins implements Consumer<InetAddress>, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FailedLogins.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final int MAX_NETWORKS = 16;
    private static final String OTHERS = "other networks";

    private final Map<String, Long> counts = new HashMap<>();
    private final StopSignal stop = new StopSignal();
    private final AuditLog audit;
    private final Thread thread;

    /** Writes at the end of each interval, on a thread of its own until it is closed. */
    FailedLogins(AuditLog audit, Duration interval) {
        this.audit = audit;
        this.thread = new Thread(() -> writeEvery(interval), "failed-logins");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Writes to the configured audit.
     *
     * @throws GeneralSecurityException where the audit key is unusable
     */
    public static FailedLogins audited(AuditSettings settings, Redis redis) throws GeneralSecurityException {
        RedisLink link = redis.link();
        return new FailedLogins(AuditLog.of(settings, Optional.of(link), InstantSource.system()), MINUTE);
    }

    @Override
    public void accept(InetAddress client) {
        String network = network(client);
        synchronized (counts) {
            boolean known = counts.containsKey(network) || counts.size() < MAX_NETWORKS;
            counts.merge(known ? network : OTHERS, 1L, Long::sum);
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

    private void writeEvery(Duration interval) {
        do {
            stop.awaitAtMost(interval);
            write();
        } while (!stop.isRequested());
    }

    private void write() {
        Map<String, Long> due;
        synchronized (counts) {
            due = Map.copyOf(counts);
        }
        due.forEach((network, count) -> {
            try {
                audit.append(AuditAct.LOGIN_FAILED, network, count);
                written(network, count);
            } catch (RuntimeException e) {
                log.warn("{} failed logins from {} wait for the audit: {}", count, network, e.getMessage());
            }
        });
    }

    private void written(String network, long count) {
        synchronized (counts) {
            counts.computeIfPresent(network, (same, all) -> all == count ? null : all - count);
        }
    }

    static String network(InetAddress client) {
        byte[] address = client.getAddress();
        int kept = address.length == 4 ? 3 : 8;
        try {
            byte[] network = Arrays.copyOf(Arrays.copyOf(address, kept), address.length);
            return InetAddress.getByAddress(network).getHostAddress() + "/" + kept * 8;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address of the right length is an address", e);
        }
    }
}
