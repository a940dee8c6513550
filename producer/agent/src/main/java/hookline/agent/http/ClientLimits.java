package hookline.agent.http;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets each client beyond this host post so many events a second, and as many at once; this host's own sessions are
 * never limited. An IPv6 client is its /64, the least that one customer gets. Thread-safe.
 *
 * <p>Of the clients, the 1,024 seen last are remembered, so that no number of addresses takes more memory.
 */
final class ClientLimits {
    private static final int MAX_CLIENTS = 1_024;
    private static final int NETWORK_BYTES = 8;

    private final boolean isUnlimited;
    private final RateLimiterConfig limit;
    private final Map<ByteBuffer, RateLimiter> limiters = new LeastRecentlyUsed();

    /**
     * Sets the limit.
     *
     * @param events permits that come back whole at the start of each second: never more than so many at once, nor in a
     *     second more than a rate of so many with as large a burst allows; 0 for no limit
     */
    ClientLimits(int events) {
        this.isUnlimited = events == 0;
        this.limit = RateLimiterConfig.custom()
                .limitForPeriod(Math.max(1, events))
                .limitRefreshPeriod(Duration.ofSeconds(1))
                .timeoutDuration(Duration.ZERO)
                .build();
    }

    boolean admit(InetAddress client) {
        return isUnlimited || client.isLoopbackAddress() || limiter(client).acquirePermission();
    }

    private RateLimiter limiter(InetAddress client) {
        byte[] address = client.getAddress();
        ByteBuffer network = ByteBuffer.wrap(Arrays.copyOf(address, Math.min(address.length, NETWORK_BYTES)));
        synchronized (limiters) {
            return limiters.computeIfAbsent(network, key -> RateLimiter.of("client", limit));
        }
    }

    private static final class LeastRecentlyUsed extends LinkedHashMap<ByteBuffer, RateLimiter> {
        private static final long serialVersionUID = 1L;

        LeastRecentlyUsed() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, RateLimiter> eldest) {
            return size() > MAX_CLIENTS;
        }
    }
}
