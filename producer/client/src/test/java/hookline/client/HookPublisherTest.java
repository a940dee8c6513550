package hookline.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HookPublisherTest {
    private static final int MIB = 1024 * 1024;

    @TempDir
    Path home;

    private SpooledHook read(Path at, String id) throws IOException {
        return SpooledHook.read(Spool.at(at).fresh().resolve(id), id, MIB);
    }

    private static String text(SpooledHook hook) {
        return StandardCharsets.UTF_8.decode(hook.payload()).toString();
    }

    @Test
    void whatIsPublishedLiesInTheSpool() throws IOException {
        HookPublisher publisher = HookPublisher.to(home);
        assertEquals("{\"a\":\"日本\"}", text(read(home, publisher.publish("{\"a\":\"日本\"}"))));
        SpooledHook hook = read(home, publisher.publish("{}", "Stop", "s-1"));
        assertEquals("Stop", hook.hookType());
        assertEquals("s-1", hook.sessionId());
    }

    @Test
    void anOversizeEventIsRefusedWithItsSizeAndHarmsNothing() throws IOException {
        HookPublisher publisher = HookPublisher.to(home);
        String largest = "é".repeat(MIB / 2);
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> publisher.publish(largest + "e"));
        assertEquals("The event has at least 1048577 bytes, at most 1048576 are taken", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> publisher.publish("e".repeat(MIB + 1)));
        assertFalse(Files.exists(home.resolve("spool")));
        assertEquals(largest, text(read(home, publisher.publish(largest))));
    }

    @Test
    void halfACharacterIsRefusedRatherThanReplaced() {
        assertThrows(
                IllegalArgumentException.class, () -> HookPublisher.to(home).publish("\"\ud800\""));
    }

    @Test
    void threadsShareOnePublisher() throws Exception {
        HookPublisher publisher = HookPublisher.to(home);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<List<String>> publish200 = () -> {
                List<String> ids = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    ids.add(publisher.publish("{\"i\":" + i + "}"));
                }
                return ids;
            };
            Set<String> ids = new HashSet<>();
            for (Future<List<String>> published :
                    threads.invokeAll(Stream.generate(() -> publish200).limit(8).toList())) {
                ids.addAll(published.get());
            }
            assertEquals(1600, ids.size());
            assertEquals(ids, names(Spool.at(home).fresh()));
            assertEquals(Set.of(), names(Spool.at(home).tmp()));
        } finally {
            threads.shutdownNow();
        }
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void theDefaultHomeIsTheShims() throws IOException {
        Path set = home.resolve("set");
        Path user = home.resolve("user");
        Path password = home.resolve("password");
        Map<String, String> both = Map.of("HOOKLINE_HOME", set.toString(), "HOME", user.toString());
        read(set, HookPublisher.of(both, password.toString()).publish("{}"));
        Map<String, String> one = Map.of("HOOKLINE_HOME", "", "HOME", user.toString());
        read(
                user.resolve(".hookline"),
                HookPublisher.of(one, password.toString()).publish("{}"));
        read(
                password.resolve(".hookline"),
                HookPublisher.of(Map.of(), password.toString()).publish("{}"));
    }

    @Test
    void theLimitIsTheShims() throws IOException {
        HookPublisher small =
                HookPublisher.of(Map.of("HOOKLINE_HOME", home.toString(), "HOOKLINE_MAX_PAYLOAD_SIZE", "5"), "unused");
        assertThrows(IllegalArgumentException.class, () -> small.publish("123456"));
        small.publish("12345");
        HookPublisher odd =
                HookPublisher.of(Map.of("HOOKLINE_HOME", home.toString(), "HOOKLINE_MAX_PAYLOAD_SIZE", "08"), "unused");
        odd.publish("1234567890");
    }
}
