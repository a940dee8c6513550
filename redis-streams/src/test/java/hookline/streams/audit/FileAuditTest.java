package hookline.streams.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.settings.Environment;
import hookline.settings.RedisSettings;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.audit.AuditCheck.Report;
import hookline.streams.audit.AuditLog.Actor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAuditTest {
    @TempDir
    Path folder;

    private AuditKeys keys;
    private Path file;

    @BeforeEach
    void prepare() throws Exception {
        keys = AuditKeys.of(AuditKeys.newKey());
        file = folder.resolve("audit.jsonl");
    }

    private static AuditLog log(List<? extends AuditChain> chains) {
        return AuditLog.to(chains, new Actor("me@here", "default"), InstantSource.system());
    }

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            log(List.of(new FileAudit(file, keys))).append(AuditAct.KEYS_CREATED, "\u65e5\n\"", i);
        }
    }

    private Report check() throws IOException {
        AuditCheck check = new AuditCheck(keys);
        AuditReading.ofFile(file, check::next);
        return check.report();
    }

    @Test
    void eachEntryIsOneLineOfAPrivateFile() throws Exception {
        append(3);
        assertEquals(3, Files.readAllLines(file).size());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(Optional.empty(), check().problem());
        assertEquals(3, check().lastNumber());
    }

    @Test
    void manyWritersAtOnceKeepOneChain() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                done.add(writers.submit(() -> append(25)));
            }
            for (Future<?> each : done) {
                each.get();
            }
        } finally {
            writers.shutdownNow();
        }
        assertEquals(Optional.empty(), check().problem());
        assertEquals(100, check().lastNumber());
    }

    @Test
    void aLineThatWasRemovedOrChangedIsFound() throws Exception {
        append(3);
        List<String> lines = Files.readAllLines(file);
        Files.write(file, List.of(lines.get(0), lines.get(2)));
        assertTrue(check().problem().orElseThrow().startsWith("line 2 "));
        Files.write(file, List.of(lines.get(0), lines.get(1).replace("me@here", "you@here"), lines.get(2)));
        assertTrue(check().problem().orElseThrow().startsWith("line 2 "));
    }

    @Test
    void halfALineOfAKilledWriterDoesNotTakeTheNextEntryWithIt() throws Exception {
        append(1);
        Files.writeString(file, "{\"number\":\"2", StandardOpenOption.APPEND);
        append(1);
        assertEquals(3, Files.readAllLines(file).size());
        assertTrue(check().problem().orElseThrow().startsWith("line 2 "));
    }

    @Test
    void aFileThatOthersMayReadIsRefused() throws Exception {
        append(1);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        AuditUnavailableException e = assertThrows(AuditUnavailableException.class, () -> append(1));
        assertTrue(String.valueOf(e.getMessage()).contains("chmod 600"), e.getMessage());
    }

    @Test
    void theFileTakesWhatARedisThatIsAwayCannotAndWithoutItNothingIsDone() throws Exception {
        RedisSettings away = RedisSettings.from(Environment.of(Map.of("REDIS_HOST", "127.0.0.1", "REDIS_PORT", "1")));
        try (Redis redis = Redis.at(away);
                RedisLink link = redis.link()) {
            RedisAudit inRedis = new RedisAudit(link, keys);
            log(List.of(inRedis, new FileAudit(file, keys))).append(AuditAct.KEYS_ROTATED, "key 1", 0);
            assertEquals(1, check().entries());
            AuditUnavailableException e = assertThrows(AuditUnavailableException.class, () -> log(List.of(inRedis))
                    .append(AuditAct.KEYS_ROTATED, "key 1", 0));
            assertTrue(String.valueOf(e.getMessage()).contains("HOOKLINE_AUDIT_FILE"), e.getMessage());
        }
    }
}
