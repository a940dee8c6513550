package hookline.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LayoutTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private RedisLink link;

    @BeforeEach
    void connect() {
        link = TEST_REDIS.redis().link();
    }

    @AfterEach
    void disconnect() {
        link.close();
    }

    @Test
    void theFirstDecidesAndTheOthersAdopt() {
        assertEquals(new Layout(4), Layout.agree(link, 4, false));
        assertEquals(new Layout(4), Layout.agree(link, 0, true));
        assertEquals(
                Map.of("layout", "1", "partitions", "4"), TEST_REDIS.admin().hgetall("hookline:meta"));
    }

    @Test
    void oneNodeNeedsOnePartitionAndAClusterSixteen() {
        assertEquals(new Layout(1), Layout.agree(link, 0, false));
        TEST_REDIS.admin().flushall();
        assertEquals(new Layout(16), Layout.agree(link, 0, true));
    }

    @Test
    void anotherCountIsRefusedAndBothAreNamed() {
        Layout.agree(link, 4, false);
        String why = assertThrows(LayoutMismatchException.class, () -> Layout.agree(link, 8, false))
                .getMessage();
        assertTrue(why.contains("8") && why.contains("4"));
    }

    @Test
    void whatIsHalfLostIsWrittenAgain() {
        TEST_REDIS.admin().hset("hookline:meta", Map.of("layout", "1"));
        assertEquals(new Layout(4), Layout.agree(link, 4, false));
        TEST_REDIS.admin().hdel("hookline:meta", "layout");
        new Layout(4).keep(link);
        assertEquals(
                Map.of("layout", "1", "partitions", "4"), TEST_REDIS.admin().hgetall("hookline:meta"));
    }

    @Test
    void aRedisThatIsFlushedAllTheTimeIsNoOtherLayout() throws Exception {
        StopSignal stop = new StopSignal();
        CompletableFuture<Void> flushing = CompletableFuture.runAsync(() -> {
            while (!stop.isRequested()) {
                TEST_REDIS.admin().flushall();
            }
        });
        try {
            for (int i = 0; i < 500; i++) {
                try {
                    new Layout(4).keep(link);
                } catch (RedisUnavailableException tryAgain) {
                    assertTrue(tryAgain.getMessage().contains("hookline:meta"), tryAgain.getMessage());
                }
            }
        } finally {
            stop.request();
            flushing.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aNewerLayoutIsRefused() {
        TEST_REDIS.admin().hset("hookline:meta", Map.of("layout", "2", "partitions", "4"));
        assertTrue(assertThrows(LayoutMismatchException.class, () -> Layout.agree(link, 0, false))
                .getMessage()
                .contains("upgrade"));
    }

    @Test
    void partitionsFollowTheDocumentedHash() {
        assertEquals(new Keys(0), Keys.ofSession("", 16));
        // CRC32("123456789") is 0xCBF43926, the check value of the algorithm's definition.
        assertEquals(new Keys((int) (0xCBF43926L % 16)), Keys.ofSession("123456789", 16));
        assertEquals("hooks:session:{7}:a:{b} c", new Keys(7).session("a:{b} c"));
    }
}
