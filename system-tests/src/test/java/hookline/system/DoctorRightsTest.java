package hookline.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.streams.RedisLink;
import hookline.streams.TestRedis;
import hookline.streams.access.Purpose;
import hookline.streams.access.Rights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code doctor} says of the rights of the Redis user, and that asking changes nothing. */
class DoctorRightsTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final String PASSWORD = UUID.randomUUID().toString();

    @TempDir
    Path folder;

    @BeforeEach
    void define() throws Exception {
        UsersFile.define(TEST_REDIS, PASSWORD);
        TEST_REDIS.admin().hset("hookline:meta", Map.of("layout", "1", "partitions", "1"));
    }

    private List<String> doctor(String user, String... options) throws Exception {
        Map<String, String> environment = TEST_REDIS.environment();
        environment.putAll(Map.of(
                "REDIS_USERNAME",
                user,
                "REDIS_PASSWORD",
                PASSWORD,
                "HOME",
                folder.toString(),
                "HOOKLINE_HOME",
                folder.resolve("home").toString()));
        List<String> command = new ArrayList<>(List.of("doctor"));
        command.addAll(List.of(options));
        try (HooklineProcess doctor = HooklineProcess.start(folder, environment, command.toArray(String[]::new))) {
            assertEquals(1, doctor.exitCode(), "there is no home: " + doctor.errors());
            return doctor.output()
                    .lines()
                    .filter(line -> line.contains(" redis") || line.contains(" rights"))
                    .map(line -> line.replaceAll("redis \\d\\S+ at \\S+,", "redis VERSION,"))
                    .toList();
        }
    }

    private static Rights dryRun(String user, Purpose purpose) {
        try (RedisLink link = TEST_REDIS.redis().link()) {
            return Rights.of(link, user, purpose);
        }
    }

    @ParameterizedTest
    @CsvSource({"producer, AGENT", "processor, PROCESSOR", "retention, RETENTION", "monitor, MONITOR"})
    void eachUserHasWhatItIsForAndEveryRightThatGoesIsMissed(String user, Purpose purpose) throws Exception {
        assertEquals(new Rights(List.of(), List.of()), dryRun(user, purpose));
        List<String> words = UsersFile.words(user);
        int base = words.indexOf("+time");
        List<String> unnoticed = new ArrayList<>();
        for (int i = base + 1; i < words.size(); i++) {
            String word = words.get(i).replaceAll("[()]", "");
            List<String> fewer = new ArrayList<>(words);
            fewer.set(i, words.get(i).replace(word, ""));
            UsersFile.redefine(TEST_REDIS, user, fewer);
            if (dryRun(user, purpose).grants().isEmpty()) {
                unnoticed.add(word);
            }
        }
        assertEquals(List.of(), unnoticed);
    }

    @ParameterizedTest
    @CsvSource({"AGENT", "PROCESSOR", "RETENTION", "MONITOR"})
    void whatItSaysToGrantIsEnough(Purpose purpose) throws Exception {
        UsersFile.acl(TEST_REDIS, "SETUSER", "nobody", "reset", "on", "+ping");
        Rights rights = dryRun("nobody", purpose);
        assertFalse(rights.grants().isEmpty());
        List<String> words = new ArrayList<>(List.of("SETUSER", "nobody"));
        for (String grant : rights.grants()) {
            words.addAll(grant.startsWith("(") ? List.of(grant) : Arrays.asList(grant.split(" ", -1)));
        }
        UsersFile.acl(TEST_REDIS, words.toArray(String[]::new));
        assertEquals(new Rights(List.of(), List.of()), dryRun("nobody", purpose));
    }

    @Test
    void aUserThatMayNotAskIsTriedWithWhatChangesNothing() throws Exception {
        TEST_REDIS.admin().set("hookline:retention-lock", "somebody");
        TEST_REDIS.admin().xadd("hookline:audit", Map.of("act", "something"));
        for (String user : List.of("producer", "processor", "retention", "monitor")) {
            List<String> said = doctor(user);
            assertEquals(3, said.size(), said.toString());
            assertEquals("ok       redis: redis VERSION, primary", said.get(0));
            assertEquals("ok       redis user: " + user + ", as configured; it may not ask Redis", said.get(1));
            assertTrue(said.get(2).startsWith("ok       rights for "), said.get(2));
        }
        assertEquals(
                Set.of("hookline:meta", "hookline:retention-lock", "hookline:audit"),
                Set.copyOf(TEST_REDIS.admin().keys("*")));
        assertEquals("somebody", TEST_REDIS.admin().get("hookline:retention-lock"));
        assertEquals(1, TEST_REDIS.admin().xlen("hookline:audit"));
        assertEquals(
                Map.of("layout", "1", "partitions", "1"), TEST_REDIS.admin().hgetall("hookline:meta"));
    }

    @Test
    void oneLineSaysWhatIsMissingAndHowToGrantIt() throws Exception {
        UsersFile.acl(TEST_REDIS, "SETUSER", "producer", "-xadd");
        String missing =
                "PROBLEM  rights for agent: some are missing: ACL SETUSER producer '(%W~hookline:raw:* +xadd)',"
                        + " or take the user from deploy/redis/users.acl";
        assertTrue(doctor("producer").contains(missing), doctor("producer").toString());
        UsersFile.acl(TEST_REDIS, "SETUSER", "producer", "+acl|whoami", "+acl|dryrun");
        assertEquals(
                List.of("ok       redis user: producer", missing),
                doctor("producer").subList(1, 3));
        UsersFile.acl(TEST_REDIS, "SETUSER", "producer", "(%W~hookline:raw:* +xadd)");
        assertEquals(
                "ok       rights for agent: all are there", doctor("producer").get(2));
        assertTrue(doctor("producer", "--for", "monitor").get(2).startsWith("PROBLEM  rights for monitor: "));
    }

    @Test
    void aReplicaIsTold() throws Exception {
        TEST_REDIS.admin().replicaof("127.0.0.1", 1);
        try {
            List<String> said = doctor("monitor");
            assertTrue(
                    said.get(0).endsWith(" is a replica: let REDIS_HOST lead to the primary, or promote it"),
                    said.get(0));
            assertEquals(
                    2,
                    said.stream()
                            .filter(line -> line.startsWith("ok  "))
                            .filter(line -> line.contains(" redis"))
                            .count());
        } finally {
            TEST_REDIS.admin().replicaofNoOne();
        }
    }

    @Test
    void peopleAreNotHeldToWhatProcessesNeed() throws Exception {
        assertEquals(List.of("ok       redis: redis VERSION, primary", "ok       redis user: admin"), doctor("admin"));
        assertTrue(doctor("admin", "--for", "agent,monitor").get(2).startsWith("ok       rights for agent: all"));
    }
}
