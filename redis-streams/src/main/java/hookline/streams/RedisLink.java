package hookline.streams;

import hookline.settings.ShardedPubsub;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to Redis whose every call ends: with a reply, or with an exception that says what to do about it.
 *
 * <p>A connection that failed or timed out is never used again, since a late reply on it would be taken for another;
 * the next call makes a new one and raises {@link #generation}. For one thread at a time.
 */
public final class RedisLink implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RedisLink.class);

    /** Redis asks for it while a slot moves; 2, 4 … 64 ms, each with half of it at random. */
    private static final Retry RETRY = Retry.of(
            "redis",
            RetryConfig.custom()
                    .maxAttempts(6)
                    .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(2, 2.0, 0.5, 64))
                    .retryOnException(failure -> RedisFailure.of(failure) == RedisFailure.RETRY)
                    .build());

    private final Redis redis;
    private final CircuitBreaker breaker;
    private @Nullable StatefulConnection<String, byte[]> connection;
    private long generation;

    RedisLink(Redis redis, CircuitBreaker breaker) {
        this.redis = redis;
        this.breaker = breaker;
    }

    /**
     * Counts the connections made so far, and how often a cluster's slots got other owners: when it has risen, replies,
     * or what was confirmed last, may have been lost in between.
     */
    public long generation() {
        return generation + redis.topologyChanges();
    }

    /** Where it leads to, for messages to people. */
    public String address() {
        return redis.address();
    }

    /** Where a partition's events are published: on the channel of all, and on its own; empty where not. */
    List<String> channels(Keys keys) {
        ShardedPubsub sharded = redis.shardedPubsub();
        return List.of(
                sharded == ShardedPubsub.ONLY ? "" : Keys.CHANNEL,
                sharded == ShardedPubsub.FALSE ? "" : keys.channel());
    }

    /**
     * Sends one command, or several at once, and waits for the last reply.
     *
     * @throws RedisUnavailableException when to keep everything and try again later
     * @throws GroupLostException when the consumer group has to be made anew
     * @throws EntryRefusedException when Redis will never take this entry
     */
    public <T> T call(Function<RedisClusterAsyncCommands<String, byte[]>, ? extends CompletionStage<T>> command) {
        try {
            return RETRY.executeCallable(() -> breaker.executeCallable(() -> await(command.apply(commands()))));
        } catch (CallNotPermittedException e) {
            throw unavailable(redis.lastTrouble(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            disconnect();
            throw unavailable("interrupted", e);
        } catch (Exception e) {
            if (RedisFailure.isTransport(e)) {
                disconnect();
                redis.connectionBroke(why(e));
            }
            throw sorted(e);
        }
    }

    @Override
    public void close() {
        StatefulConnection<String, byte[]> open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }

    private static <T> T await(CompletionStage<T> reply) throws Exception {
        try {
            // The client's own timeout comes first; this one holds should the client itself be stuck.
            return reply.toCompletableFuture().get(Redis.COMMAND_TIMEOUT.toMillis() + 2_000, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            throw new TimeoutException("no reply");
        }
    }

    private RedisClusterAsyncCommands<String, byte[]> commands() {
        StatefulConnection<String, byte[]> open = connection;
        if (open == null || !open.isOpen()) {
            disconnect();
            AbstractRedisClient client = redis.readyClient();
            open = client instanceof RedisClusterClient cluster
                    ? cluster.connect(Redis.CODEC)
                    : ((RedisClient) client).connect(Redis.CODEC);
            connection = open;
            generation++;
            log.debug("Connected to Redis at {}, connection {} of this link", redis.address(), generation);
        }
        return open instanceof StatefulRedisClusterConnection<String, byte[]> cluster
                ? cluster.async()
                : ((StatefulRedisConnection<String, byte[]>) open).async();
    }

    private void disconnect() {
        StatefulConnection<String, byte[]> broken = connection;
        connection = null;
        if (broken != null) {
            CompletableFuture<Void> unused = broken.closeAsync().whenComplete((done, failure) -> {
                if (failure != null) {
                    log.debug("A broken connection to Redis did not close cleanly: {}", failure.toString());
                }
            });
        }
    }

    private RuntimeException sorted(Exception failure) {
        String why = why(failure);
        return switch (RedisFailure.of(failure)) {
            case RETRY, WAIT -> unavailable(why, failure);
            case GROUP_LOST -> new GroupLostException(why, failure);
            case SCRIPT_UNKNOWN -> new ScriptUnknownException(why, failure);
            case DEAD_LETTER -> new EntryRefusedException(why, failure);
            case BUG -> new IllegalStateException("Redis refused a command of ours: " + why, failure);
        };
    }

    private RedisUnavailableException unavailable(String why, Exception failure) {
        return new RedisUnavailableException("Redis at " + redis.address() + ": " + why, failure);
    }

    private String why(Throwable failure) {
        return redis.tlsRefusal(failure).orElseGet(() -> whyWithoutTls(failure));
    }

    private static String whyWithoutTls(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null && !(deepest instanceof RedisCommandExecutionException)) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        String what = message == null ? deepest.getClass().getSimpleName() : message;
        String remedy = RedisRemedy.of(deepest);
        return remedy.isEmpty() ? what : what + " (" + remedy + ")";
    }
}
