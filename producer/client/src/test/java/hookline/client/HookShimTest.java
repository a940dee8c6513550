package hookline.client;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@MethodSource("hookline.client.HookShim#shells")
class HookShimTest {
    private static final int MIB = 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final byte[] EVENT = "{\"session_id\":\"s\"}\n".getBytes(StandardCharsets.UTF_8);

    @Parameter
    List<String> shell;

    @TempDir
    Path scratch;

    private Path home;
    private HookShim shim;

    @BeforeEach
    void unpack() throws IOException {
        home = scratch.resolve("a 'home' with \"quotes\",\nlines and $HOME");
        shim = HookShim.unpack(shell, scratch);
    }

    private Map<String, String> environment() {
        return Map.of("PATH", System.getenv("PATH"), "HOOKLINE_HOME", home.toString());
    }

    private List<Path> spooled() throws IOException {
        return spooled(Spool.at(home).fresh());
    }

    private static List<Path> spooled(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private SpooledHook only() throws IOException {
        assertEquals(1, spooled().size());
        return read(spooled().get(0));
    }

    private SpooledHook read(Path named) throws IOException {
        String id = named.getFileName().toString();
        return SpooledHook.read(Spool.at(home).content(id), id, MIB);
    }

    @Test
    void keepsEveryByteOfTheEvent() throws Exception {
        byte[] binary = new byte[200_000];
        new Random(1).nextBytes(binary);
        Instant before = Instant.now().minusSeconds(1);
        shim.start(environment()).end(binary);

        SpooledHook hook = only();
        assertEquals(ByteBuffer.wrap(binary), hook.payload());
        assertNull(hook.hookType());
        assertNull(hook.sessionId());
        assertTrue(hook.id().matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), hook.id());
        assertTrue(hook.capturedAt().isAfter(before)
                && hook.capturedAt().isBefore(Instant.now().plusSeconds(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PreToolUse", "it's \"$(id)\" `id` %s \\n", "two\nlines\n", "日本 – é", "-n", "*"})
    void passesArgumentsThrough(String argument) throws Exception {
        shim.start(environment(), argument, argument + " of the session").end(EVENT);
        SpooledHook hook = only();
        assertEquals(argument, hook.hookType());
        assertEquals(argument + " of the session", hook.sessionId());
        assertEquals(ByteBuffer.wrap(EVENT), hook.payload());
    }

    @Test
    void dropsAnArgumentThatIsTooLongButNotTheEvent() throws Exception {
        String longest = "é".repeat(16 * 1024);
        shim.start(environment(), longest + "e", longest).end(EVENT);
        assertNull(only().hookType());
        assertEquals(longest, only().sessionId());
        assertEquals(ByteBuffer.wrap(EVENT), only().payload());
    }

    @Test
    void keepsOneByteMoreThanTheLimitOfAnOversizeEvent() throws Exception {
        shim.start(environment(), "Stop", "s").end(new byte[3 * MIB]);
        assertEquals(MIB + 1, only().payload().remaining());
        assertTrue(only().truncated());
    }

    @Test
    void aFullSpoolCostsTheEventAndNothingElse() throws Exception {
        Spool spool = Spool.at(home);
        spool.createFolders();
        Files.createFile(spool.full());
        shim.start(environment()).end(EVENT);
        shim.start(environment()).end(EVENT);
        assertEquals(0, spooled().size() + spooled(spool.tmp()).size());
        assertEquals("ff", Files.readString(spool.refused()));
    }

    @Test
    void anEventWhoseFirstByteCannotBeWrittenNeverAppears() throws Exception {
        String header = "#!/bin/sh\ntrap '' XFSZ\nulimit -f 0\n";
        shim = HookShim.unpack(shell, scratch, HookShim.text().replaceFirst("#!/bin/sh\n", header));
        shim.start(environment()).end(new byte[0]);
        assertEquals(0, spooled().size());
    }

    @Test
    void anEventThatCannotBeWrittenIsCounted() throws Exception {
        // No file may grow beyond one block of 512 bytes, as on a disk that is full.
        String header = "#!/bin/sh\nulimit -f 1\n";
        shim = HookShim.unpack(shell, scratch, HookShim.text().replaceFirst("#!/bin/sh\n", header));
        shim.start(environment()).end(new byte[100_000]);
        assertEquals(0, spooled().size());
        assertEquals("d", Files.readString(Spool.at(home).refused()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "", "08", "ten", "-1", "99999999999999999999", "1+1"})
    void takesTheLimitOnlyFromANumber(String limit) throws Exception {
        Map<String, String> environment = new HashMap<>(environment());
        environment.put("HOOKLINE_MAX_PAYLOAD_SIZE", limit);
        shim.start(environment).end(EVENT);
        assertEquals(limit.equals("5") ? 6 : EVENT.length, only().payload().remaining());
    }

    @Test
    void anEmptyEventIsAnEvent() throws Exception {
        shim.start(environment(), "Stop").end(new byte[0]);
        assertEquals(0, only().payload().remaining());
        assertEquals("Stop", only().hookType());
    }

    @Test
    void closedInputIsAnEmptyEvent() throws Exception {
        shim.startWithoutInput(environment()).end();
        assertEquals(0, only().payload().remaining());
    }

    @Test
    void hooksThatFireTogetherKeepOneFileEach() throws Exception {
        List<HookShim.Call> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            calls.add(shim.start(environment()));
        }
        for (HookShim.Call call : calls) {
            call.end(EVENT);
        }
        assertEquals(50, spooled().size());
        for (Path file : spooled()) {
            assertEquals(ByteBuffer.wrap(EVENT), read(file).payload());
        }
    }

    @Test
    void nobodyElseMayReadWhatItWrites() throws Exception {
        shim.start(environment()).end(EVENT);
        Spool spool = Spool.at(home);
        for (Path folder : List.of(home, home.resolve("spool"), spool.tmp(), spool.fresh())) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        }
        Path named = spooled().get(0);
        for (Path file : List.of(named, spool.content(named.getFileName().toString()))) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
    }

    @Test
    void defaultsToAFolderInTheHomeOfItsUser() throws Exception {
        shim.start(Map.of("PATH", System.getenv("PATH"), "HOME", home.toString()))
                .end(EVENT);
        home = home.resolve(".hookline");
        assertEquals(ByteBuffer.wrap(EVENT), only().payload());
    }

    @Test
    void withoutAnyHomeItDoesNothing() throws Exception {
        shim.start(Map.of("PATH", System.getenv("PATH"))).end(EVENT);
        shim.start(Map.of("PATH", System.getenv("PATH"), "HOME", "", "HOOKLINE_HOME", ""))
                .end(EVENT);
        try (Stream<Path> files = Files.walk(scratch)) {
            assertEquals(0, files.filter(file -> file.endsWith("spool")).count());
        }
    }

    @Test
    void anEmptyPathCostsNothing() throws Exception {
        shim.start(Map.of("PATH", "", "HOOKLINE_HOME", home.toString())).end(EVENT);
        assertEquals(ByteBuffer.wrap(EVENT), only().payload());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "spool", "spool/tmp", "spool/new"})
    void aFileWhereAFolderShouldBeDisturbsNobody(String folder) throws Exception {
        Path inTheWay = home.resolve(folder);
        Files.createDirectories(inTheWay.getParent());
        Files.createFile(inTheWay);
        shim.start(environment()).end(EVENT);
        assertEquals(0, spooled().size());
        assertEquals(0, Files.size(inTheWay));
    }

    @Test
    void withoutKernelUuidsNamesAreRandomToo() throws Exception {
        String elsewhere = HookShim.text().replace("/proc/sys/kernel/random/uuid", "/proc/none");
        shim = HookShim.unpack(shell, scratch, elsewhere);
        for (int i = 0; i < 10; i++) {
            shim.start(environment()).end(EVENT);
        }
        assertEquals(10, spooled().size());
        for (Path file : spooled()) {
            String id = file.getFileName().toString();
            assertTrue(id.matches("[0-9]+-[0-9]+-[A-Za-z0-9]{22}") && id.length() <= 64, id);
        }
    }

    @Test
    void aSignalInTheMiddleLeavesNothingIncompleteAndNobodyBehind() throws Exception {
        HookShim.Call call = shim.start(environment());
        OutputStream stdin = call.process().getOutputStream();
        stdin.write(new byte[100_000]);
        stdin.flush();
        await().atMost(PATIENCE).until(() -> beingWritten() > 0);
        List<ProcessHandle> readers = call.process().descendants().toList();

        // Unlike the process itself, its handle leaves the input open.
        call.process().toHandle().destroy();
        call.end();
        assertEquals(0, spooled().size());
        await().atMost(PATIENCE).until(() -> readers.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** Payload bytes that lie in tmp/, beyond what a header takes. */
    private long beingWritten() throws IOException {
        Path tmp = Spool.at(home).tmp();
        if (!Files.isDirectory(tmp)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(tmp)) {
            return files.mapToLong(file -> Math.max(0, file.toFile().length() - 100))
                    .sum();
        }
    }
}
