package hookline.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.settings.Environment;
import hookline.settings.RedisSettings;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.RedisUnavailableException;
import hookline.streams.StopSignal;
import hookline.streams.TestRedis;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code hookline password rotate}: whatever comes between, nobody is locked out who was let in. */
class PasswordCommandTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String OLD = UUID.randomUUID().toString();
    private static final Path USERS = UsersFile.temporary(OLD);

    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis("aclfile " + USERS);

    @RegisterExtension
    static final TestRedis WITHOUT_FILE = new TestRedis();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void prepare() throws Exception {
        UsersFile.write(USERS, OLD, TestRedis.PASSWORD);
        UsersFile.acl(TEST_REDIS, "LOAD");
        UsersFile.acl(TEST_REDIS, "LOG", "RESET");
        file = secret("monitor-password", OLD);
    }

    private Path secret(String name, String value) throws Exception {
        Path secret = Files.createFile(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(secret, value);
    }

    private static Map<String, String> as(String user, TestRedis redis) {
        Map<String, String> environment = redis.environment();
        environment.put("REDIS_USERNAME", user);
        environment.put("REDIS_PASSWORD", OLD);
        return environment;
    }

    private HooklineProcess start(TestRedis redis, String... further) throws Exception {
        Map<String, String> environment = new HashMap<>(as("access", redis));
        environment.put("HOME", folder.toString());
        List<String> command = new ArrayList<>(List.of("password", "rotate", "--user", "monitor"));
        command.addAll(List.of(further));
        return HooklineProcess.start(folder, environment, command.toArray(String[]::new));
    }

    private String rotate(int expected, String... further) throws Exception {
        try (HooklineProcess process = start(TEST_REDIS, further)) {
            assertEquals(expected, process.exitCode(), process.errors());
            return process.output() + process.errors();
        }
    }

    private static boolean isLetIn(TestRedis redis, String password) {
        Map<String, String> environment = as("monitor", redis);
        environment.put("REDIS_PASSWORD", password);
        try (Redis other = Redis.at(RedisSettings.from(Environment.of(environment)));
                RedisLink link = other.link()) {
            return link.call(commands -> commands.ping()).equals("PONG");
        } catch (RedisUnavailableException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("WRONGPASS"), e.getMessage());
            return false;
        }
    }

    private static boolean isLetIn(String password) {
        return isLetIn(TEST_REDIS, password);
    }

    private String written() throws Exception {
        return Files.readString(file).strip();
    }

    private static List<String> audited() {
        return TEST_REDIS.admin().xrange("hookline:audit", Range.unbounded()).stream()
                .map(entry -> entry.getBody().get("act") + " " + entry.getBody().get("subject"))
                .toList();
    }

    /** Asks all the time, as processors do, and waits out what keeps it from that. */
    private static final class Client implements AutoCloseable {
        private final Redis redis;
        private final StopSignal stop = new StopSignal();
        private final AtomicInteger answers = new AtomicInteger();
        private final Thread thread;

        Client(Map<String, String> environment) {
            redis = Redis.at(RedisSettings.from(Environment.of(environment)));
            thread = new Thread(this::ask, "client");
            thread.start();
            awaitAnswer();
        }

        static Client with(Path password) {
            Map<String, String> environment = as("monitor", TEST_REDIS);
            environment.remove("REDIS_PASSWORD");
            environment.put("REDIS_PASSWORD_FILE", password.toString());
            return new Client(environment);
        }

        private void ask() {
            try (RedisLink link = redis.link()) {
                while (!stop.isRequested()) {
                    try {
                        link.call(commands -> commands.ping());
                        answers.incrementAndGet();
                    } catch (RedisUnavailableException e) {
                        // It goes on, as every process of Hookline does.
                    }
                    stop.awaitAtMost(Duration.ofMillis(20));
                }
            }
        }

        void awaitAnswer() {
            int before = answers.get();
            await().atMost(LIMIT).until(() -> answers.get() > before);
        }

        @Override
        public void close() throws InterruptedException {
            stop.request();
            thread.join();
            redis.close();
        }
    }

    @Test
    void clientsComeBackWithTheNewPasswordAndTheOldOneGoes() throws Exception {
        try (Client one = Client.with(file);
                Client other = Client.with(file)) {
            String said = rotate(0, "--write", file.toString(), "--json");
            assertTrue(
                    said.startsWith(
                            "{\"user\":\"monitor\",\"rotated\":true,\"servers\":1,\"closed\":2,\"unsaved\":[]}"),
                    said);
            one.awaitAnswer();
            other.awaitAnswer();
        }
        assertTrue(isLetIn(written()));
        assertFalse(isLetIn(OLD));
        assertTrue(Files.readString(USERS).contains(UsersFile.sha256(written())));
        assertEquals(List.of("password_rotation_started monitor", "password_rotation_ended monitor"), audited());
    }

    @Test
    void aClientThatWasNotGivenTheNewPasswordStaysAndSoDoesTheOldOne() throws Exception {
        try (Client client = Client.with(secret("forgotten", OLD))) {
            String said = rotate(1, "--write", file.toString());
            assertTrue(said.contains("was refused: it does not have the new one. Old and new"), said);
            assertEquals(
                    1,
                    said.lines()
                            .filter(line -> line.startsWith("hookline: The client at 127.0.0.1:"))
                            .count());
            client.awaitAnswer();
        }
        assertTrue(isLetIn(OLD));
        assertTrue(isLetIn(written()));
        assertTrue(
                audited().contains("password_rotation_ended monitor kept the old one"),
                audited().toString());
        try (Client client = Client.with(file)) {
            rotate(0, "--password-file", file.toString());
            client.awaitAnswer();
        }
        assertFalse(isLetIn(OLD));
        assertTrue(isLetIn(written()));
        assertTrue(rotate(0, "--password-file", file.toString()).contains("nothing to do"));
    }

    /** It holds a connection that was just used, and never asks again. */
    private StatefulRedisConnection<String, String> silent(RedisClient client) {
        StatefulRedisConnection<String, String> connection = client.connect();
        connection.sync().ping();
        return connection;
    }

    private static RedisClient foreign() {
        RedisClient client = RedisClient.create(RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(TEST_REDIS.server().port())
                .withAuthentication("monitor", OLD.toCharArray())
                .build());
        client.setOptions(ClientOptions.builder().autoReconnect(false).build());
        return client;
    }

    @Test
    void aClientThatDoesNotComeBackKeepsTheOldPassword() throws Exception {
        try (RedisClient client = foreign();
                StatefulRedisConnection<String, String> connection = silent(client)) {
            String said = rotate(1, "--write", file.toString(), "--wait", "1s");
            assertTrue(said.contains("come back within 1 s"), said);
            assertFalse(connection.isOpen());
        }
        assertTrue(isLetIn(OLD));
        assertTrue(isLetIn(written()));
    }

    @Test
    void oneThatIsAskedToStopPutsTheOldPasswordBack() throws Exception {
        try (RedisClient client = foreign();
                StatefulRedisConnection<String, String> connection = silent(client);
                HooklineProcess rotation = start(TEST_REDIS, "--write", file.toString())) {
            await().atMost(LIMIT).until(() -> !connection.isOpen());
            assertFalse(isLetIn(OLD));
            rotation.terminate();
            assertTrue(rotation.exitCode() != 0);
        }
        assertTrue(isLetIn(OLD));
        assertTrue(isLetIn(written()));
    }

    @Test
    void oneThatIsKilledIsRepeatedAndMayBeUndone() throws Exception {
        try (RedisClient client = foreign();
                StatefulRedisConnection<String, String> connection = silent(client);
                HooklineProcess rotation = start(TEST_REDIS, "--write", file.toString())) {
            await().atMost(LIMIT).until(() -> !connection.isOpen());
            rotation.kill();
        }
        assertFalse(isLetIn(OLD));
        UsersFile.acl(TEST_REDIS, "LOAD");
        assertTrue(isLetIn(OLD));
        String interrupted = written();
        assertTrue(isLetIn(interrupted));

        try (Client client = Client.with(file)) {
            rotate(0, "--write", file.toString());
            client.awaitAnswer();
        }
        assertTrue(isLetIn(written()));
        assertFalse(isLetIn(interrupted));
        assertFalse(isLetIn(OLD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"acl|getuser", "acl|setuser", "acl|log", "acl|save", "client|list", "client|kill"})
    void aMissingRightIsNamedAndNothingIsChanged(String right) throws Exception {
        UsersFile.acl(TEST_REDIS, "SETUSER", "access", "-" + right);
        String said = rotate(1, "--write", file.toString());
        assertTrue(said.contains("this ACL user needs +" + right), said);
        assertEquals(OLD, written());
        assertTrue(isLetIn(OLD));
        String user = TEST_REDIS.admin().aclGetuser("monitor").toString();
        assertEquals(user.indexOf(UsersFile.sha256(OLD)), user.lastIndexOf(UsersFile.sha256(OLD)));
        assertFalse(user.replace(UsersFile.sha256(OLD), "").matches(".*[0-9a-f]{64}.*"), "another password is valid");
    }

    @Test
    void aServerWithoutAnAclFileIsSaidToForgetIt() throws Exception {
        UsersFile.define(WITHOUT_FILE, OLD);
        try (HooklineProcess process = start(WITHOUT_FILE, "--write", file.toString())) {
            assertEquals(0, process.exitCode(), process.errors());
            assertTrue(process.errors().contains("has the change in memory alone"), process.errors());
            assertTrue(process.errors().contains("none has shown that it has the new password"), process.errors());
        }
        assertFalse(isLetIn(WITHOUT_FILE, OLD));
        assertTrue(isLetIn(WITHOUT_FILE, written()));
    }

    @Test
    void whatCannotBeDoneIsRefusedBeforeAnythingChanges() throws Exception {
        assertTrue(rotate(2).contains("Say where the new password goes"));
        String elsewhere = folder.resolve("no/such").toString();
        assertTrue(rotate(1, "--password-file", elsewhere).contains("does not exist"));
        assertTrue(rotate(1, "--write", elsewhere).contains("is in no folder that exists"));
        assertTrue(rotate(1, "--password-command", "false").contains("ended with exit code 1"));
        assertTrue(rotate(2, "--write", file.toString(), "--wait", "2d").contains("no duration up to an hour"));
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertTrue(rotate(1, "--write", open.resolve("p").toString()).contains("Others may write to " + open));
        UsersFile.acl(TEST_REDIS, "SETUSER", "monitor", "nopass");
        assertTrue(rotate(1, "--write", file.toString()).contains("with any password"));
        TEST_REDIS.admin().aclDeluser("monitor");
        assertTrue(rotate(1, "--write", file.toString()).contains("has no user monitor"));
        assertEquals(OLD, written());
        assertEquals(List.of(), audited());
    }

    @Test
    void aFileThatCannotBeWrittenLeavesOneValidPassword() throws Exception {
        Path taken = Files.createDirectory(folder.resolve("taken"));
        Files.writeString(taken.resolve("something"), "");
        String said = rotate(1, "--write", taken.toString());
        assertTrue(said.contains("taken"), said);
        String user = TEST_REDIS.admin().aclGetuser("monitor").toString();
        assertFalse(user.replace(UsersFile.sha256(OLD), "").matches(".*[0-9a-f]{64}.*"), "another password is valid");
        assertTrue(isLetIn(OLD));
    }

    @Test
    void theUserThatRotatesMayBeItsOwn() throws Exception {
        Path own = secret("access-password", OLD);
        Map<String, String> environment = as("access", TEST_REDIS);
        environment.remove("REDIS_PASSWORD");
        environment.put("REDIS_PASSWORD_FILE", own.toString());
        environment.put("HOME", folder.toString());
        try (HooklineProcess process = HooklineProcess.start(
                folder, environment, "password", "rotate", "--user", "access", "--write", own.toString())) {
            assertEquals(0, process.exitCode(), process.errors());
        }
        assertEquals(List.of("password_rotation_started access", "password_rotation_ended access"), audited());
        assertFalse(Files.readString(own).contains(OLD));
    }
}
