package hookline.streams;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisConnectionException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisLinkTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    @Test
    void comesBackAfterRedisDoesAndSaysThatItIsAnotherConnection() throws IOException {
        try (RedisLink link = TEST_REDIS.redis().link()) {
            assertEquals("PONG", link.call(redis -> redis.ping()));
            long before = link.generation();
            TEST_REDIS.server().kill();
            assertThrows(RedisUnavailableException.class, () -> link.call(redis -> redis.ping()));
            TEST_REDIS.server().restart();
            await().ignoreException(RedisUnavailableException.class)
                    .until(() -> link.call(redis -> redis.ping()).equals("PONG"));
            assertTrue(link.generation() > before);
        }
    }

    @Test
    void aKilledConnectionIsReplaced() {
        try (RedisLink link = TEST_REDIS.redis().link()) {
            long id = link.call(redis -> redis.clientId());
            TEST_REDIS.admin().clientKill(KillArgs.Builder.id(id));
            await().ignoreException(RedisUnavailableException.class)
                    .until(() -> link.call(redis -> redis.clientId()) != id);
        }
    }

    @Test
    void aFailureOfOursIsNoOutage() {
        try (RedisLink link = TEST_REDIS.redis().link()) {
            assertThrows(
                    IllegalStateException.class,
                    () -> link.call(redis -> CompletableFuture.failedFuture(new IllegalArgumentException("ours"))));
        }
    }

    /** Lettuce says this in place of the server's own words when a refused connection closes too fast for it. */
    @Test
    void aRefusalThatTheClientMissedIsAskedForAgain() {
        AtomicInteger tries = new AtomicInteger();
        try (RedisLink link = TEST_REDIS.redis().link()) {
            String reply = link.call(redis -> {
                if (tries.incrementAndGet() == 1) {
                    throw new RedisConnectionException(
                            "Unable to connect to 127.0.0.1",
                            new IllegalStateException("RedisHandshakeHandler not registered"));
                }
                return redis.ping();
            });
            assertEquals("PONG", reply);
            assertEquals(2, tries.get());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RETRY | TRYAGAIN Multiple keys request during rehashing of slot",
                "WAIT | OOM command not allowed when used memory > 'maxmemory'.",
                "WAIT | LOADING Redis is loading the dataset in memory",
                "WAIT | READONLY You can't write against a read only replica.",
                "WAIT | MISCONF Redis is configured to save RDB snapshots",
                "WAIT | NOREPLICAS Not enough good replicas to write.",
                "WAIT | CLUSTERDOWN The cluster is down",
                "WAIT | NOPERM this user has no permissions",
                "WAIT | WRONGPASS invalid username-password pair",
                "WAIT | ERR max number of clients reached",
                "GROUP_LOST | NOGROUP No such key 'x' or consumer group 'y'",
                "SCRIPT_UNKNOWN | NOSCRIPT No matching script.",
                "DEAD_LETTER | ERR string exceeds maximum allowed size (proto-max-bulk-len)",
                "DEAD_LETTER | ERR Protocol error: invalid bulk length",
                "BUG | ERR wrong number of arguments for 'xadd' command",
                "BUG | ERR unknown command 'FOO'"
            })
    void everyReplyHasItsClass(RedisFailure expected, String reply) {
        assertEquals(expected, RedisFailure.ofReply(reply));
    }
}
