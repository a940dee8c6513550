package hookline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.agent.Agent;
import hookline.retention.Kind;
import hookline.retention.Removed;
import hookline.schemas.crypto.Keysets;
import hookline.settings.AgentSettings;
import hookline.settings.Environment;
import hookline.streams.Redis;
import hookline.streams.Removal.Amount;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeRemainsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration A_MONTH = Duration.ofDays(30);
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(31));
    private static final Instant LATELY = NOW.minus(Duration.ofDays(29));

    @TempDir
    Path home;

    private Path file(String name, Instant touched) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "12345");
        Files.setLastModifiedTime(file, FileTime.from(touched));
        return file;
    }

    private Path confirmed(String name, Instant fired, Instant confirmed) throws IOException {
        Path file = file("spool/sent/" + name, fired);
        Files.setLastModifiedTime(file.getParent(), FileTime.from(confirmed));
        return file;
    }

    private Removed remove(boolean dryRun) {
        return new HomeRemains(home, A_MONTH, () -> NOW).remove(dryRun);
    }

    @Test
    void whatIsLeftOverAndOldGoesAndTheRestStays() throws IOException {
        Path partial = file("keys/sealing-keyset.json-1.partial", LONG_AGO);
        Path log = file("service.log", LONG_AGO);
        Path sent = confirmed("1/0e5f9e7c-1111-4111-8111-111111111111.1", LONG_AGO, LONG_AGO);
        Path young = file("hookline-hook-2.partial", LATELY);
        Path keyset = file("keys/sealing-keyset.json", LONG_AGO);
        Path foreign = file("other.log", LONG_AGO);
        Path download = file("bin/download.partial", LONG_AGO);
        Path unconfirmed = file("spool/cur/0e5f9e7c-1111-4111-8111-111111111112.2", LONG_AGO);
        Path unfinished = file("spool/tmp/0e5f9e7c-1111-4111-8111-111111111113", LONG_AGO);

        Removed expected = Removed.of(Kind.FILES, new Amount(3, 15));
        assertEquals(expected, remove(true));
        assertTrue(Files.exists(partial) && Files.exists(log) && Files.exists(sent));
        assertEquals(expected, remove(false));
        assertFalse(Files.exists(partial) || Files.exists(log) || Files.exists(sent));
        assertTrue(Files.exists(young) && Files.exists(keyset));
        assertTrue(Files.exists(foreign) && Files.exists(download));
        assertTrue(Files.exists(unconfirmed) && Files.exists(unfinished));
        assertEquals(Removed.NOTHING, remove(false));
    }

    @Test
    void anOldEventThatWasConfirmedLatelyMayStillHaveToBeSentAgain() throws IOException {
        Path sent = confirmed("2/0e5f9e7c-1111-4111-8111-111111111111.1", LONG_AGO, LATELY);
        assertEquals(Removed.NOTHING, remove(false));
        assertTrue(Files.exists(sent));
    }

    @Test
    void anAgentThatRunsCaresForItsSpoolItselfAndKeepsItsLog() throws Exception {
        Path log = file("service.log", LONG_AGO);
        Path sent = confirmed("1/0e5f9e7c-1111-4111-8111-111111111111.1", LONG_AGO, LONG_AGO);
        Map<String, String> variables = Map.of(
                "HOOKLINE_HOME",
                home.toString(),
                "REDIS_HOST",
                "127.0.0.1",
                "REDIS_PORT",
                "1",
                "HOOKLINE_SEALING_PUBLIC_KEY",
                Keysets.publicHalf(Keysets.newSealingKeyset()));
        AgentSettings settings = AgentSettings.from(Environment.of(variables));
        try (Redis nobodyThere = Redis.at(settings.redis());
                Agent agent = new Agent(settings, nobodyThere, new SimpleMeterRegistry(), () -> NOW, bug -> {})) {
            agent.start();
            Files.setLastModifiedTime(sent.getParent(), FileTime.from(LONG_AGO));
            assertTrue(Files.exists(sent) && Files.exists(log));
            assertEquals(Removed.NOTHING, remove(false));
        }
        assertEquals(Removed.of(Kind.FILES, new Amount(2, 10)), remove(false));
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        Path elsewhere = Files.createTempDirectory(home.getParent(), "elsewhere-");
        Path target = elsewhere.resolve("other.log");
        Files.writeString(target, "1");
        Files.setLastModifiedTime(target, FileTime.from(LONG_AGO));
        Files.createSymbolicLink(home.resolve("service.log"), target);
        Files.createSymbolicLink(home.resolve("bin"), elsewhere);
        assertEquals(Removed.NOTHING, remove(false));
        assertTrue(Files.exists(target));
    }

    @Test
    void aHomeThatDoesNotExistHasNone() {
        Path none = home.resolve("none");
        assertEquals(Removed.NOTHING, new HomeRemains(none, A_MONTH, () -> NOW).remove(false));
        assertFalse(Files.exists(none));
    }
}
