package hookline.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.streams.TestCertificate;
import hookline.streams.TestRedis;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The shipped configuration of nginx, in front of two agents on this host; needs nginx and the rights to start it. */
@Tag("full")
class NginxTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String TOKEN = "t".repeat(32);
    private static final int CLIENTS = 20;

    @TempDir
    Path folder;

    private TestCertificate authority;
    private int port;
    private final int[] agentPorts = new int[2];
    private PipelineProcesses processes;

    @BeforeEach
    void prepare() throws Exception {
        authority = TestCertificate.authority("Edge test");
        Files.writeString(folder.resolve("ca.pem"), authority.certificatePem());
        write("edge", authority.sign("localhost", "127.0.0.1"));
        write("agent", authority.sign("agent"));
        processes = new PipelineProcesses(TEST_REDIS, folder);
        port = freePort();
        agentPorts[0] = freePort();
        agentPorts[1] = freePort();
    }

    private void write(String name, TestCertificate certificate) throws Exception {
        certificate.write(folder.resolve(name + ".pem"), folder.resolve(name + "-key.pem"));
    }

    private static int freePort() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private HooklineProcess agent(int number) throws Exception {
        Path home = Files.createDirectories(folder.resolve("agent-" + number));
        return processes.start(
                "agent",
                Map.of(
                        "HOOKLINE_HOME",
                        home.toString(),
                        "HOOKLINE_AGENT_PORT",
                        "" + agentPorts[number],
                        "HOOKLINE_AGENT_TOKEN",
                        TOKEN,
                        "HOOKLINE_AGENT_RATE_LIMIT",
                        "0",
                        "HOOKLINE_AGENT_TLS_CERT",
                        folder.resolve("agent.pem").toString(),
                        "HOOKLINE_AGENT_TLS_KEY",
                        folder.resolve("agent-key.pem").toString()));
    }

    /** As shipped, but for where files lie, what it listens on and where the agents are. */
    private Process nginx() throws Exception {
        Path shipped = Path.of(System.getProperty("hookline.checkout"), "deploy", "nginx");
        String server = Files.readString(shipped.resolve("nginx.conf"))
                .replace("/run/secrets/", folder + "/")
                .replace("/run/nginx.pid", folder + "/nginx.pid")
                .replace("listen 8443", "listen 127.0.0.1:" + port);
        String upstream = Files.readString(shipped.resolve("upstream.conf"))
                .lines()
                .filter(line -> line.startsWith("server "))
                .flatMap(line -> agentPorts().stream().map(agent -> line.replace("edge-agent:7720", agent)))
                .collect(Collectors.joining("\n"));
        Path configuration = Files.writeString(folder.resolve("nginx.conf"), server);
        Files.writeString(folder.resolve("upstream.conf"), upstream);
        return new ProcessBuilder("nginx", "-c", configuration.toString(), "-e", "stderr", "-g", "daemon off;")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.log").toFile())
                .start();
    }

    private List<String> agentPorts() {
        return List.of("127.0.0.1:" + agentPorts[0], "127.0.0.1:" + agentPorts[1]);
    }

    private static List<String> loggedSessions() {
        return TEST_REDIS.admin().xrange("hookline:log:{0}", Range.unbounded()).stream()
                .map(StreamMessage::getBody)
                .map(entry -> entry.get("session_id"))
                .toList();
    }

    @Test
    void everyAcceptedEventArrivesThoughAnAgentIsKilledUnderLoad() throws Exception {
        List<EdgeClient> clients = new ArrayList<>();
        try (HooklineProcess first = agent(0);
                HooklineProcess second = agent(1);
                HooklineProcess processor = processes.start("processor")) {
            Process nginx = nginx();
            try {
                EdgeClient probe = new EdgeClient("127.0.2.1", port, authority, TOKEN);
                await().atMost(LIMIT).ignoreExceptions().until(() -> probe.post("probe") == 204);
                for (int i = 0; i < CLIENTS; i++) {
                    clients.add(EdgeClient.start("127.0.1." + (i + 1), port, authority, TOKEN));
                }
                await().atMost(LIMIT).until(() -> accepted(clients) >= 200);
                first.kill();
                int before = accepted(clients);
                await().atMost(LIMIT).until(() -> accepted(clients) >= before + 300);
                // It ships what it had taken before it was killed.
                try (HooklineProcess again = agent(0)) {
                    int atStart = accepted(clients);
                    await().atMost(LIMIT).until(() -> accepted(clients) >= atStart + 200);
                    for (EdgeClient client : clients) {
                        client.end();
                    }
                    Set<String> accepted = new TreeSet<>();
                    clients.forEach(client -> accepted.addAll(client.accepted()));
                    await().atMost(LIMIT).until(() -> new TreeSet<>(loggedSessions()).containsAll(accepted));
                    assertTrue(again.isAlive() && second.isAlive() && processor.isAlive());
                }
            } finally {
                nginx.destroy();
                nginx.waitFor();
            }
        }
        List<String> logged = loggedSessions();
        assertEquals(new TreeSet<>(logged).size(), logged.size(), "some were stored twice");
        assertEquals(
                Set.of(),
                clients.stream()
                        .flatMap(client -> client.otherAnswers().stream())
                        .collect(Collectors.toSet()));
    }

    private static int accepted(List<EdgeClient> clients) {
        return clients.stream().mapToInt(client -> client.accepted().size()).sum();
    }

    @Test
    void whoPostsTooFastIsToldToWaitAndOthersAreNot() throws Exception {
        try (HooklineProcess agent = agent(0)) {
            Process nginx = nginx();
            try {
                EdgeClient fast = new EdgeClient("127.0.1.1", port, authority, TOKEN);
                EdgeClient other = new EdgeClient("127.0.1.2", port, authority, TOKEN);
                await().atMost(LIMIT).ignoreExceptions().until(() -> other.post("probe") == 204);
                await().atMost(LIMIT)
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> fast.post("fast") == 429);
                assertEquals(204, other.post("other"));
                assertEquals(401, new EdgeClient("127.0.1.3", port, authority, "x".repeat(32)).post("nobody"));
                assertTrue(agent.isAlive());
            } finally {
                nginx.destroy();
                nginx.waitFor();
            }
        }
    }
}
