package hookline.streams.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.streams.Keys;
import hookline.streams.RedisLink;
import hookline.streams.TestRedis;
import hookline.streams.audit.AuditCheck.Report;
import hookline.streams.audit.AuditLog.Actor;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisAuditTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final Actor ME = new Actor("me@here", "default");

    private AuditKeys keys;
    private RedisLink link;

    @BeforeEach
    void connect() throws Exception {
        keys = AuditKeys.of(AuditKeys.newKey());
        link = TEST_REDIS.redis().link();
    }

    @AfterEach
    void disconnect() {
        link.close();
    }

    private static AuditLog log(RedisLink link, AuditKeys keys) {
        return AuditLog.to(List.of(new RedisAudit(link, keys)), ME, InstantSource.system());
    }

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            log(link, keys).append(AuditAct.EVENTS_DECRYPTED, "key 1", i);
        }
    }

    private Report check() {
        AuditCheck check = new AuditCheck(keys);
        AuditReading.ofRedis(link, check::next);
        return check.report();
    }

    private List<StreamMessage<String, String>> stored() {
        return TEST_REDIS.admin().xrange(Keys.AUDIT, Range.unbounded());
    }

    @Test
    void anEntrySaysWhoDidWhatAndWhen() {
        Instant before = Instant.now();
        log(link, keys).append(AuditAct.KEYS_ROTATED, "1526561546", 2);
        AuditEntry entry = AuditEntry.of(stored().get(0).getBody()).orElseThrow();
        assertEquals("me@here", entry.who());
        assertEquals("default", entry.redisUser());
        assertEquals("keys_rotated", entry.act());
        assertEquals("1526561546", entry.subject());
        assertEquals("2", entry.count());
        assertTrue(!Instant.parse(entry.time()).isBefore(before));
        assertEquals(Optional.empty(), check().problem());
    }

    @Test
    void manyWritersAtOnceKeepOneChain() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(6);
        try {
            List<Future<Integer>> done = new ArrayList<>();
            for (int writer = 0; writer < 6; writer++) {
                Callable<Integer> work = () -> {
                    try (RedisLink own = TEST_REDIS.redis().link()) {
                        for (int i = 0; i < 40; i++) {
                            log(own, keys).append(AuditAct.EVENTS_DECRYPTED, "key 1", i);
                        }
                    }
                    return 40;
                };
                done.add(writers.submit(work));
            }
            for (Future<Integer> each : done) {
                assertEquals(40, each.get());
            }
        } finally {
            writers.shutdownNow();
        }
        Report report = check();
        assertEquals(Optional.empty(), report.problem());
        assertEquals(240, report.signed());
        assertEquals(240, report.lastNumber());
    }

    @Test
    void aTrimmedChainHoldsFromItsCheckpointOnAndNotFromAnywhereElse() {
        append(5);
        String oldestToKeep = stored().get(3).getId();
        long millis = Long.parseLong(oldestToKeep.substring(0, oldestToKeep.indexOf('-')));
        // Entries of one millisecond go or stay together.
        List<StreamMessage<String, String>> older = stored().stream()
                .filter(entry ->
                        Long.parseLong(entry.getId().substring(0, entry.getId().indexOf('-'))) < millis)
                .toList();
        long gone = log(link, keys).trim(new RedisAudit(link, keys), Instant.ofEpochMilli(millis));
        assertEquals(older.size(), gone);
        append(2);
        Report report = check();
        assertEquals(Optional.empty(), report.problem());
        assertEquals(gone + 1, report.firstNumber());
        assertEquals(8, report.lastNumber());

        TEST_REDIS.admin().xtrim(Keys.AUDIT, stored().size() - 1L);
        assertTrue(check().problem().orElseThrow().contains("were removed"));
    }

    @Test
    void everythingOldCanGoAndTheChainGoesOn() {
        append(3);
        assertEquals(
                3,
                log(link, keys).trim(new RedisAudit(link, keys), Instant.now().plusSeconds(60)));
        append(1);
        assertEquals(Optional.empty(), check().problem());
        assertEquals(4, check().firstNumber());
        assertEquals(
                2,
                log(link, keys).trim(new RedisAudit(link, keys), Instant.now().plusSeconds(60)));
        assertEquals(Optional.empty(), check().problem());
    }

    @Test
    void whoCannotSignDoesNotTrimWhatIsSigned() {
        append(3);
        RedisAudit unsigned = new RedisAudit(link, AuditKeys.none());
        assertEquals(0, log(link, AuditKeys.none()).trim(unsigned, Instant.now().plusSeconds(60)));
        assertEquals(3, stored().size());
    }

    @Test
    void aDeletedNewestEntryIsFound() {
        append(3);
        assertEquals(Optional.empty(), AuditReading.removedFromRedis(link));
        TEST_REDIS.admin().xdel(Keys.AUDIT, stored().get(2).getId());
        assertEquals(Optional.empty(), check().problem());
        assertTrue(AuditReading.removedFromRedis(link).isPresent());
        append(1);
        assertTrue(AuditReading.removedFromRedis(link).isPresent());
    }

    @Test
    void anEntryOfSomebodyElseIsFoundAndStopsNobody() {
        append(2);
        TEST_REDIS.admin().xadd(Keys.AUDIT, "act", "forged");
        append(2);
        assertTrue(check().problem().orElseThrow().contains("is no audit entry"));
        assertEquals(5, stored().size());
    }

    @Test
    void aFullRedisTakesEntries() {
        TEST_REDIS.admin().configSet("maxmemory", "1");
        try {
            append(1);
        } finally {
            TEST_REDIS.admin().configSet("maxmemory", "0");
        }
        assertEquals(1, stored().size());
    }
}
