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
 * Lets each client beyond this host post ten events a second, ten of them at once; this host's own sessions are never
 * limited. An IPv6 client is its /64, the least that one customer gets. Thread-safe.
 *
 * <p>Of the clients, the 1,024 seen last are remembered, so that no number of addresses takes more memory.
 */
final class ClientLimits {
    /**
     * Ten permits that come back whole at the start of each second: never more than ten at once, nor in a second more
     * than a rate of ten with a burst of ten allows.
     */
    private static final RateLimiterConfig LIMIT = RateLimiterConfig.custom()
            .limitForPeriod(10)
            .limitRefreshPeriod(Duration.ofSeconds(1))
            .timeoutDuration(Duration.ZERO)
            .build();

    private static final int MAX_CLIENTS = 1_024;
    private static final int NETWORK_BYTES = 8;

    private final Map<ByteBuffer, RateLimiter> limiters = new LeastRecentlyUsed();

    boolean admit(InetAddress client) {
        return client.isLoopbackAddress() || limiter(client).acquirePermission();
    }

    private RateLimiter limiter(InetAddress client) {
        byte[] address = client.getAddress();
        ByteBuffer network = ByteBuffer.wrap(Arrays.copyOf(address, Math.min(address.length, NETWORK_BYTES)));
        synchronized (limiters) {
            return limiters.computeIfAbsent(network, key -> RateLimiter.of("client", LIMIT));
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
