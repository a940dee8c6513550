package hookline.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RetentionLockTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private RedisLink link;
    private RetentionLock one;
    private RetentionLock other;

    @BeforeEach
    void connect() {
        link = TEST_REDIS.redis().link();
        one = new RetentionLock(link, "one");
        other = new RetentionLock(link, "other");
    }

    @AfterEach
    void disconnect() {
        link.close();
    }

    @Test
    void oneHoldsItUntilItIsGivenBack() {
        assertTrue(one.take());
        assertFalse(other.take());
        assertTrue(TEST_REDIS.admin().get(Keys.RETENTION_LOCK).startsWith("one "));
        one.release();
        assertTrue(other.take());
    }

    @Test
    void whoFailedInTheMiddleTakesItsOwnAgain() {
        assertTrue(one.take());
        assertTrue(one.take());
    }

    @Test
    void theLockOfOneThatDiedRunsOut() {
        assertTrue(one.take());
        long left = TEST_REDIS.admin().pttl(Keys.RETENTION_LOCK);
        assertTrue(left > 0 && left <= RetentionLock.LEASE.toMillis(), "runs out in " + left);

        TEST_REDIS.admin().pexpire(Keys.RETENTION_LOCK, 1_000);
        assertTrue(one.renew());
        assertTrue(TEST_REDIS.admin().pttl(Keys.RETENTION_LOCK) > 1_000);
    }

    @Test
    void oneThatRanOutIsNotHeldAgainByRenewing() {
        assertTrue(one.take());
        TEST_REDIS.admin().del(Keys.RETENTION_LOCK);
        assertFalse(one.renew());
        assertEquals(0, TEST_REDIS.admin().exists(Keys.RETENTION_LOCK));
    }

    @Test
    void whoLostItTakesNothingFromItsNextHolder() {
        assertTrue(one.take());
        TEST_REDIS.admin().del(Keys.RETENTION_LOCK);
        assertTrue(other.take());
        assertFalse(one.renew());
        one.release();
        assertTrue(other.renew());
    }
}
