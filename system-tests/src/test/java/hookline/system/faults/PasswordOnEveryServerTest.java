package hookline.system.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.client.HookPublisher;
import hookline.schemas.crypto.Keysets;
import hookline.settings.Environment;
import hookline.settings.RedisSettings;
import hookline.settings.Secret;
import hookline.streams.Keys;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.RedisUnavailableException;
import hookline.streams.StopSignal;
import hookline.streams.access.AccessRefusedException;
import hookline.streams.access.AccessServers;
import hookline.streams.access.PasswordRotation;
import hookline.streams.access.PasswordRotation.Outcome;
import hookline.system.HooklineProcess;
import io.lettuce.core.AclSetuserArgs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A password changes on every node of a cluster and on every replica, since any of them may be the primary next. */
@Tag("full")
class PasswordOnEveryServerTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String USER = "worker";
    private static final String OLD = UUID.randomUUID().toString();
    private static final String FRESH = UUID.randomUUID().toString();

    @TempDir
    Path folder;

    private static void define(List<Node> nodes) {
        nodes.forEach(node -> node.admin()
                .aclSetuser(
                        USER,
                        AclSetuserArgs.Builder.on()
                                .addPassword(OLD)
                                .allKeys()
                                .allChannels()
                                .allCommands()));
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }

    private static void assertPasswords(List<Node> nodes, boolean old, boolean fresh) throws Exception {
        for (Node node : nodes) {
            String user = node.admin().aclGetuser(USER).toString();
            assertEquals(old, user.contains(sha256(OLD)), node.address());
            assertEquals(fresh, user.contains(sha256(FRESH)), node.address());
        }
    }

    private static Outcome rotate(Map<String, String> environment, Runnable handOut) {
        try (AccessServers servers = AccessServers.of(RedisSettings.from(Environment.of(environment)))) {
            PasswordRotation rotation = PasswordRotation.prepare(servers, USER, Secret.of(FRESH));
            rotation.add();
            handOut.run();
            return rotation.replaceOld(LIMIT, new StopSignal(), soFar -> {});
        }
    }

    /** Reads from every slot range in turn, as one client that has a connection to each primary. */
    private Thread client(Map<String, String> environment, Path password, StopSignal stop, AtomicInteger answers) {
        Map<String, String> own = new HashMap<>(environment);
        own.remove("REDIS_PASSWORD");
        own.put("REDIS_USERNAME", USER);
        own.put("REDIS_PASSWORD_FILE", password.toString());
        Thread thread = new Thread(() -> {
            try (Redis redis = Redis.at(RedisSettings.from(Environment.of(own)));
                    RedisLink link = redis.link()) {
                for (int i = 0; !stop.isRequested(); i++) {
                    String key = "key-" + i % 20;
                    try {
                        link.call(commands -> commands.get(key));
                        answers.incrementAndGet();
                    } catch (RedisUnavailableException e) {
                        // It goes on, as every process of Hookline does.
                    }
                    stop.awaitAtMost(Duration.ofMillis(10));
                }
            }
        });
        thread.start();
        return thread;
    }

    @Test
    void aClusterHasItOnEachNode() throws Exception {
        Path password = Files.createFile(
                folder.resolve("password"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, OLD);
        try (ClusterSite site = new ClusterSite(folder.resolve("cluster"))) {
            define(site.nodes());
            StopSignal stop = new StopSignal();
            AtomicInteger answers = new AtomicInteger();
            Thread client = client(site.environment(), password, stop, answers);
            await().atMost(LIMIT).until(() -> answers.get() > 100);
            Outcome outcome = rotate(site.environment(), () -> write(password));
            int before = answers.get();
            await().atMost(LIMIT).until(() -> answers.get() > before + 20);
            stop.request();
            client.join();
            assertTrue(outcome.problem().isEmpty(), outcome.toString());
            assertTrue(outcome.closed() > 0);
            assertEquals(6, outcome.unsaved().size());
            assertPasswords(site.nodes(), false, true);
        }
    }

    /** Agent and processor as one user, since what each may do is not the question here. */
    @Test
    void aPipelineOnAClusterLosesNothing() throws Exception {
        Path password = Files.createFile(
                folder.resolve("password"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, OLD);
        String sealing = Keysets.newSealingKeyset();
        Path home = Files.createDirectory(folder.resolve("home"));
        try (ClusterSite site = new ClusterSite(folder.resolve("cluster"))) {
            define(site.nodes());
            Map<String, String> environment = new HashMap<>(site.environment());
            environment.remove("REDIS_PASSWORD");
            environment.putAll(Map.of(
                    "REDIS_USERNAME", USER,
                    "REDIS_PASSWORD_FILE", password.toString(),
                    "HOME", home.toString(),
                    "HOOKLINE_HOME", home.toString(),
                    "HOOKLINE_AGENT_PORT", "0",
                    "HOOKLINE_PROCESSOR_PORT", "0",
                    "HOOKLINE_SEALING_KEYSET", sealing,
                    "HOOKLINE_SEALING_PUBLIC_KEY", Keysets.publicHalf(sealing),
                    "HOOKLINE_ENCRYPTION_KEYSET", Keysets.newEncryptionKeyset()));
            StopSignal stop = new StopSignal();
            AtomicInteger fired = new AtomicInteger();
            try (HooklineProcess processor = HooklineProcess.start(home, environment, "processor");
                    HooklineProcess agent = HooklineProcess.start(home, environment, "agent")) {
                Thread load = new Thread(() -> fire(home, stop, fired));
                load.start();
                await().atMost(LIMIT).until(() -> logged(site) > 200);
                Outcome outcome = rotate(site.environment(), () -> write(password));
                int sofar = fired.get();
                await().atMost(LIMIT).until(() -> logged(site) > sofar);
                stop.request();
                load.join();
                await().atMost(LIMIT).until(() -> logged(site) >= fired.get());
                assertTrue(outcome.problem().isEmpty(), outcome + processor.errors() + agent.errors());
                assertTrue(processor.isAlive() && agent.isAlive(), processor.errors() + agent.errors());
                assertEquals(fired.get(), logged(site));
                assertPasswords(site.nodes(), false, true);
            }
        }
    }

    private static long logged(ClusterSite site) {
        long logged = 0;
        for (int partition = 0; partition < site.partitions(); partition++) {
            logged += site.admin().xlen(new Keys(partition).log());
        }
        return logged;
    }

    private static void fire(Path home, StopSignal stop, AtomicInteger fired) {
        HookPublisher publisher = HookPublisher.to(home);
        while (!stop.isRequested()) {
            try {
                publisher.publish("{\"hook_event_name\":\"Notification\",\"session_id\":\"s" + fired.get() % 50
                        + "\",\"message\":\"m\"}");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            fired.incrementAndGet();
            stop.awaitAtMost(Duration.ofMillis(10));
        }
    }

    private static void write(Path password) {
        try {
            Files.writeString(password, FRESH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aReplicaHasItToo() throws Exception {
        try (Node primary = Node.start(folder.resolve("primary"), 0);
                Node replica = Node.start(
                        folder.resolve("replica"),
                        0,
                        "replicaof 127.0.0.1 " + primary.server().port())) {
            await().atMost(LIMIT).until(replica::isReplicaInSync);
            List<Node> nodes = List.of(primary, replica);
            define(nodes);
            Map<String, String> environment = Map.of(
                    "REDIS_HOST",
                    "127.0.0.1",
                    "REDIS_PORT",
                    Integer.toString(primary.server().port()),
                    "REDIS_PASSWORD",
                    Node.PASSWORD);
            assertTrue(rotate(environment, () -> {}).problem().isEmpty());
            assertPasswords(nodes, false, true);

            Map<String, String> toReplica = new HashMap<>(environment);
            toReplica.put("REDIS_PORT", Integer.toString(replica.server().port()));
            assertThrows(AccessRefusedException.class, () -> rotate(toReplica, () -> {}));
        }
    }

    @Test
    void aServerThatIsAwayChangesNothingAnywhere() throws Exception {
        try (Node primary = Node.start(folder.resolve("primary"), 0);
                Node replica = Node.start(
                        folder.resolve("replica"),
                        0,
                        "replicaof 127.0.0.1 " + primary.server().port())) {
            await().atMost(LIMIT).until(replica::isReplicaInSync);
            define(List.of(primary));
            Map<String, String> environment = Map.of(
                    "REDIS_HOST",
                    "127.0.0.1",
                    "REDIS_PORT",
                    Integer.toString(primary.server().port()),
                    "REDIS_PASSWORD",
                    Node.PASSWORD);
            String refusal = assertThrows(AccessRefusedException.class, () -> rotate(environment, () -> {}))
                    .getMessage();
            assertTrue(refusal.contains(replica.address() + " has no user " + USER), refusal);
            define(List.of(replica));
            try (AccessServers servers = AccessServers.of(RedisSettings.from(Environment.of(environment)))) {
                PasswordRotation rotation = PasswordRotation.prepare(servers, USER, Secret.of(FRESH));
                replica.server().kill();
                assertThrows(RedisUnavailableException.class, rotation::add);
            }
            assertPasswords(List.of(primary), true, false);
            replica.server().restart();
            assertFalse(replica.isPrimary());
        }
    }
}
