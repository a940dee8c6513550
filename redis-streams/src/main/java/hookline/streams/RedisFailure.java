package hookline.streams;

import hookline.settings.InvalidSettingsException;
import hookline.settings.SecretUnavailableException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Sorts whatever can go wrong with a command by what has to be done about it. */
enum RedisFailure {
    /** Nothing was done, and it will soon work: repeat within milliseconds. */
    RETRY,
    /** Redis is away, refuses for now or wants an operator: wait, keep everything, try again. */
    WAIT,
    /** This one entry is refused and always will be; others are not. */
    DEAD_LETTER,
    /** The consumer group or its stream is gone and has to be made anew. */
    GROUP_LOST,
    /** A server that has not seen the script yet. */
    SCRIPT_UNKNOWN,
    /** We sent something wrong. */
    BUG;

    private static final Set<String> RETRIED = Set.of("TRYAGAIN", "MOVED", "ASK");

    /** Error codes of the Redis server (src/server.c and the command files, 7.0 to 8.x) that pass or can be repaired. */
    private static final Set<String> WAITED_FOR = Set.of(
            "LOADING",
            "OOM",
            "READONLY",
            "MISCONF",
            "NOREPLICAS",
            "MASTERDOWN",
            "CLUSTERDOWN",
            "BUSY",
            "NOAUTH",
            "WRONGPASS",
            "NOPERM",
            "WRONGTYPE",
            "UNBLOCKED",
            "NOGOODSLAVE");

    /** What Lettuce says of a connection it has just made and not activated; the command was not sent. */
    private static final String NOT_YET = "Currently not connected. Commands are rejected.";

    /** What Lettuce says when a connection closes before it looks, which hides the server's reason; the next try has it. */
    private static final String CLOSED_UNSEEN = "RedisHandshakeHandler not registered";

    private static final List<String> TOO_LARGE = List.of("exceeds maximum allowed size", "invalid bulk length");

    static RedisFailure of(Throwable failure) {
        if (failure instanceof RedisCommandExecutionException refused) {
            return ofReply(String.valueOf(refused.getMessage()));
        }
        if (wasNotSent(failure) || (failure instanceof RedisException && wasClosedUnseen(failure))) {
            return RETRY;
        }
        boolean transport = failure instanceof RedisException
                || failure instanceof CallNotPermittedException
                || failure instanceof IOException
                || failure instanceof TimeoutException
                || failure instanceof CancellationException
                || wantsFile(failure);
        return transport ? WAIT : BUG;
    }

    /** Says nothing of the server: the client knows that this one connection is not open. */
    private static boolean wasNotSent(Throwable failure) {
        return failure instanceof RedisException && NOT_YET.equals(failure.getMessage());
    }

    private static boolean wasClosedUnseen(Throwable failure) {
        return isCausedBy(failure, cause -> CLOSED_UNSEEN.equals(cause.getMessage()));
    }

    /** A password or certificate that is being renewed, or a vault that is away. */
    private static boolean wantsFile(Throwable failure) {
        return isCausedBy(
                failure,
                cause -> cause instanceof SecretUnavailableException || cause instanceof InvalidSettingsException);
    }

    private static boolean isCausedBy(Throwable failure, Predicate<Throwable> kind) {
        Throwable cause = failure;
        while (cause != null && !kind.test(cause)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    static RedisFailure ofReply(String reply) {
        int blank = reply.indexOf(' ');
        String code = blank < 0 ? reply : reply.substring(0, blank);
        if (code.equals("NOSCRIPT")) {
            return SCRIPT_UNKNOWN;
        }
        if (code.equals("NOGROUP")) {
            return GROUP_LOST;
        }
        if (RETRIED.contains(code)) {
            return RETRY;
        }
        if (WAITED_FOR.contains(code)) {
            return WAIT;
        }
        String words = reply.toLowerCase(Locale.ROOT);
        if (TOO_LARGE.stream().anyMatch(words::contains)) {
            return DEAD_LETTER;
        }
        // A code of its own comes from a newer server, a module or a proxy, and says nothing against our command.
        boolean ours = code.equals("ERR") || code.equals("CROSSSLOT");
        return ours && !words.contains("max number of clients") ? BUG : WAIT;
    }

    /**
     * Whether it says anything about the connection, which then is not used again. That includes one to a server which
     * has become a replica: another one takes writes now.
     */
    static boolean isTransport(Throwable failure) {
        return !(failure instanceof RedisCommandExecutionException)
                || String.valueOf(failure.getMessage()).startsWith("READONLY");
    }

    static CircuitBreaker breaker() {
        return CircuitBreaker.of(
                "redis",
                CircuitBreakerConfig.custom()
                        .slidingWindowType(SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(10)
                        .minimumNumberOfCalls(5)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(Duration.ofMillis(500))
                        .permittedNumberOfCallsInHalfOpenState(2)
                        .recordException(failure -> isTransport(failure) && !wasNotSent(failure))
                        .build());
    }
}
