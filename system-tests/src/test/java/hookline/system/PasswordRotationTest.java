package hookline.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.streams.PublishedChannel;
import hookline.streams.TestRedis;
import io.lettuce.core.KillArgs;
import io.lettuce.core.Range;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Passwords change while agent and processor work: every event arrives once, and nothing is restarted. */
@Tag("full")
class PasswordRotationTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String OLD = UUID.randomUUID().toString();
    private static final Path USERS = UsersFile.temporary(OLD);

    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis("aclfile " + USERS, "slowlog-log-slower-than 0");

    @TempDir
    Path folder;

    private final List<String> published = new CopyOnWriteArrayList<>();

    @BeforeEach
    void prepare() throws Exception {
        UsersFile.write(USERS, OLD, TestRedis.PASSWORD);
        UsersFile.acl(TEST_REDIS, "LOAD");
        for (String user : List.of("processor", "producer")) {
            Files.createFile(
                    file(user), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file(user), OLD);
        }
    }

    private Path file(String user) {
        return folder.resolve(user + "-password");
    }

    private Map<String, String> as(String user) {
        return Map.of(
                "REDIS_USERNAME",
                user,
                "REDIS_PASSWORD_FILE",
                file(user).toString(),
                "HOOKLINE_AUDIT_FILE",
                folder.resolve(user + ".audit").toString());
    }

    private interface Change {
        void of(String user) throws Exception;
    }

    private static long logged() {
        return TEST_REDIS.admin().xlen("hookline:log:{0}");
    }

    private void underLoad(Change change) throws Exception {
        PipelineProcesses processes = new PipelineProcesses(TEST_REDIS, folder);
        PublishedChannel channel = TEST_REDIS.redis().channel();
        channel.subscribe(published::add);
        try (channel;
                HooklineProcess processor = processes.start("processor", as("processor"))) {
            await().atMost(LIMIT).until(() -> TEST_REDIS.admin().hexists("hookline:meta", "layout"));
            try (HooklineProcess agent = processes.start("agent", as("producer"))) {
                SteadyLoad load = SteadyLoad.start(folder, 100);
                await().atMost(LIMIT).until(() -> logged() > 100);
                for (String user : List.of("processor", "producer")) {
                    change.of(user);
                    int fired = load.fired();
                    await().atMost(LIMIT).until(() -> logged() > fired);
                }
                int events = load.end();
                await().atMost(LIMIT).until(() -> logged() >= events && published.size() >= events);
                await().atMost(LIMIT).until(() -> TEST_REDIS.admin().xlen("hookline:raw:{0}") == 0);
                await().atMost(LIMIT).until(processes::spoolIsEmpty);
                assertTrue(processor.isAlive() && agent.isAlive(), processor.errors() + agent.errors());
                assertEquals(events, logged());
                assertEquals(events, published.size());
                assertEquals(events, TEST_REDIS.admin().keys("hooks:event:*").size());
                assertEquals(0, TEST_REDIS.admin().xlen("hookline:dead:{0}"));
            }
        }
    }

    /** What {@code hookline password rotate} rests on: each connection reads the password's file anew. */
    @Test
    void aFileThatChangesIsReadAtTheNextConnection() throws Exception {
        underLoad(user -> {
            String fresh = UUID.randomUUID().toString();
            UsersFile.acl(TEST_REDIS, "SETUSER", user, ">" + fresh);
            Files.writeString(file(user), fresh);
            UsersFile.acl(TEST_REDIS, "SETUSER", user, "<" + OLD);
            long before = logged();
            await().atMost(LIMIT).until(() -> logged() > before + 50);
            assertFalse(TEST_REDIS.admin().clientList().lines().noneMatch(line -> line.contains("user=" + user)));
            assertTrue(TEST_REDIS.admin().clientKill(KillArgs.Builder.user(user)) > 0);
        });
    }

    @Test
    void theCommandReplacesThemWithoutShowingThem() throws Exception {
        Map<String, String> environment = TEST_REDIS.environment();
        environment.putAll(Map.of("REDIS_USERNAME", "access", "REDIS_PASSWORD", OLD, "HOME", folder.toString()));
        StringBuilder seen = new StringBuilder();
        List<String> fresh = new ArrayList<>();
        RedisEavesdropper monitor = RedisEavesdropper.start(TEST_REDIS.server().port(), TestRedis.PASSWORD, "MONITOR");
        try (monitor) {
            underLoad(user -> {
                String[] command = {
                    "password", "rotate", "--user", user, "--write", file(user).toString()
                };
                try (HooklineProcess rotation = HooklineProcess.start(folder, environment, command)) {
                    while (rotation.isAlive()) {
                        ProcessHandle.allProcesses()
                                .forEach(process -> process.info().commandLine().ifPresent(seen::append));
                    }
                    assertEquals(0, rotation.exitCode(), rotation.errors());
                    assertTrue(rotation.output().contains("Rotated the password of " + user), rotation.output());
                    assertTrue(rotation.output().contains("all clients came back"), rotation.output());
                    seen.append(rotation.output()).append(rotation.errors());
                }
                String password = Files.readString(file(user)).strip();
                fresh.add(password);
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file(user))));
                assertOnlyPassword(user, password);
            });
        }
        TEST_REDIS.admin().slowlogGet(10_000).forEach(entry -> seen.append(entry));
        TEST_REDIS.admin().xrange("hookline:audit", Range.unbounded()).forEach(entry -> seen.append(entry.getBody()));
        seen.append(monitor.heard());
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.filter(path -> path.toString().matches(".*\\.(out|err|audit)"))
                    .toList()) {
                seen.append(Files.readString(file));
            }
        }
        assertTrue(seen.indexOf("password_rotation_started") > 0 && seen.indexOf("XREADGROUP") > 0);
        for (String password : fresh) {
            assertEquals(-1, seen.indexOf(password));
        }
        assertEquals(2, Set.copyOf(fresh).size());
    }

    private static void assertOnlyPassword(String user, String password) throws Exception {
        String line = Files.readAllLines(USERS).stream()
                .filter(each -> each.startsWith("user " + user + " "))
                .findFirst()
                .orElseThrow();
        assertTrue(line.contains("#" + UsersFile.sha256(password)), "the new password is in the ACL file");
        assertFalse(line.contains("#" + UsersFile.sha256(OLD)), "the old password is in the ACL file");
        assertTrue(TEST_REDIS.admin().aclGetuser(user).toString().contains(UsersFile.sha256(password)));
        assertFalse(TEST_REDIS.admin().aclGetuser(user).toString().contains(UsersFile.sha256(OLD)));
    }
}
