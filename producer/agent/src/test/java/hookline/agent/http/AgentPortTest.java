package hookline.agent.http;

import static hookline.agent.http.Connection.post;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.client.Spool;
import hookline.monitoring.Health;
import hookline.monitoring.Monitoring;
import hookline.settings.AgentSettings;
import hookline.settings.Environment;
import hookline.settings.InvalidSettingsException;
import hookline.settings.SecretUnavailableException;
import hookline.streams.TestCertificate;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentPortTest {
    private static final String EVENT = "{\"hook_event_name\":\"Stop\",\"session_id\":\"s\"}";
    private static final String TOKEN = "t".repeat(16);
    private static final String BEARER = "Authorization: Bearer " + TOKEN;

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final Monitoring monitoring = Monitoring.none();
    private Path chain;
    private Path key;
    private volatile Duration ahead = Duration.ZERO;

    @BeforeEach
    void home() {
        chain = folder.resolve("chain.pem");
        key = folder.resolve("key.pem");
        environment.put("REDIS_HOST", "unused");
        environment.put("HOOKLINE_SEALING_PUBLIC_KEY", "unused");
        environment.put("HOOKLINE_HOME", folder.resolve("home").toString());
        environment.put("HOOKLINE_AGENT_PORT", "0");
    }

    private final List<InetAddress> refused = new CopyOnWriteArrayList<>();

    private AgentPort open() throws Exception {
        AgentSettings settings = AgentSettings.from(Environment.of(environment));
        return AgentPort.open(settings, monitoring, Health.alwaysReady(), refused::add, () -> Instant.now()
                .plus(ahead));
    }

    private TestCertificate encrypted(String algorithm) throws Exception {
        return encrypted(TestCertificate.selfSigned(algorithm));
    }

    private TestCertificate encrypted(TestCertificate certificate) throws Exception {
        certificate.write(chain, key);
        environment.put("HOOKLINE_AGENT_TLS_CERT", chain.toString());
        environment.put("HOOKLINE_AGENT_TLS_KEY", key.toString());
        return certificate;
    }

    private static Connection tls(AgentPort port, TestCertificate trusted, String protocol) throws Exception {
        SSLSocket socket = (SSLSocket) trusted.trusting()
                .getSocketFactory()
                .createSocket(
                        InetAddress.getLoopbackAddress(),
                        URI.create(port.hooks()).getPort());
        socket.setEnabledProtocols(new String[] {protocol});
        return new Connection(socket);
    }

    private static int status(AgentPort port, TestCertificate trusted) throws Exception {
        try (Connection client = tls(port, trusted, "TLSv1.3")) {
            return client.send(post(EVENT)).status();
        }
    }

    private static Connection plain(AgentPort port) throws Exception {
        return Connection.to(URI.create(port.hooks()).getPort());
    }

    private String problem() {
        RuntimeException e = assertThrows(RuntimeException.class, this::open);
        assertTrue(e instanceof InvalidSettingsException || e instanceof SecretUnavailableException, e::toString);
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
        return e.getMessage();
    }

    @Test
    void onLoopbackItNeedsNothing() throws Exception {
        try (AgentPort port = open();
                Connection client = plain(port)) {
            assertTrue(port.hooks().matches("http://127\\.0\\.0\\.1:\\d+/hook"), port.hooks());
            assertEquals(204, client.send(post(EVENT)).status());
            try (Stream<Path> files =
                    Files.list(Spool.at(folder.resolve("home")).fresh())) {
                assertEquals(1, files.count());
            }
        }
    }

    @Test
    void whereTokensAreSetEverybodyMustBearOneAndNoneIsShown() throws Exception {
        environment.put("HOOKLINE_AGENT_TOKEN", TOKEN + " " + "u".repeat(20));
        try (AgentPort port = open();
                Connection client = plain(port)) {
            List<String> head = client.send(post(EVENT)).head();
            assertTrue(head.get(0).contains(" 401 "), head::toString);
            assertTrue(head.contains("Www-authenticate: Bearer"), head::toString);
            assertEquals(
                    401,
                    client.send(post(EVENT, "Authorization: Bearer " + "v".repeat(16)))
                            .status());
            assertEquals(204, client.send(post(EVENT, BEARER)).status());
            assertEquals(
                    204,
                    client.send(post(EVENT, "Authorization: Bearer " + "u".repeat(20)))
                            .status());
            assertEquals(401, client.send(post("x".repeat(500_000))).status());
            assertEquals(Set.of(InetAddress.getLoopbackAddress()), Set.copyOf(refused));
            assertEquals(204, client.send(post(EVENT, BEARER)).status());
        }
    }

    @Test
    void tokensChangeWhileItRuns() throws Exception {
        Path file = folder.resolve("tokens");
        TestCertificate.writePrivate(file, TOKEN);
        environment.put("HOOKLINE_AGENT_TOKEN_FILE", file.toString());
        try (AgentPort port = open();
                Connection client = plain(port)) {
            assertEquals(204, client.send(post(EVENT, BEARER)).status());
            Files.writeString(file, "n".repeat(16));
            ahead = Duration.ofSeconds(11);
            assertEquals(401, client.send(post(EVENT, BEARER)).status());
            assertEquals(
                    204,
                    client.send(post(EVENT, "Authorization: Bearer " + "n".repeat(16)))
                            .status());
        }
    }

    @ParameterizedTest
    @CsvSource({"RSA, TLSv1.2", "RSA, TLSv1.3", "EC, TLSv1.2", "EC, TLSv1.3", "Ed25519, TLSv1.2", "Ed25519, TLSv1.3"})
    void takesHooksOverTls(String algorithm, String protocol) throws Exception {
        TestCertificate certificate = encrypted(algorithm);
        try (AgentPort port = open();
                Connection client = tls(port, certificate, protocol)) {
            assertTrue(port.hooks().startsWith("https://127.0.0.1:"), port.hooks());
            for (int i = 0; i < 3; i++) {
                assertEquals(204, client.send(post(EVENT)).status());
            }
            assertEquals(204, client.send(post("x".repeat(300_000))).status());
        }
    }

    @Test
    void withTlsNobodyGetsInWithoutIt() throws Exception {
        encrypted("EC");
        try (AgentPort port = open();
                Connection client = plain(port)) {
            assertFalse(client.send(post(EVENT)).head().toString().contains(" 204 "));
        }
    }

    @Test
    void aRenewedCertificateIsShownWithoutARestartAndABadOneIsNot() throws Exception {
        TestCertificate old = encrypted("RSA");
        TestCertificate renewed = TestCertificate.selfSigned("EC");
        try (AgentPort port = open()) {
            assertEquals(204, status(port, old));
            Files.writeString(chain, renewed.certificatePem());
            ahead = Duration.ofSeconds(11);
            assertEquals(204, status(port, old), "a certificate without its key was taken");
            TestCertificate.writePrivate(key, renewed.keyPem());
            ahead = Duration.ofSeconds(75);
            assertEquals(204, status(port, renewed));
            assertThrows(SSLException.class, () -> status(port, old));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY"})
    void aKeyInAnotherFormIsNamedWithTheCommandThatConvertsIt(String type) throws Exception {
        encrypted("RSA");
        TestCertificate.writePrivate(key, TestCertificate.pem(type, new byte[100]));
        String problem = problem();
        assertTrue(problem.startsWith("HOOKLINE_AGENT_TLS_KEY=" + key), problem);
        assertTrue(problem.contains("openssl pkcs8 "), problem);
    }

    @Test
    void filesThatCannotServeAreNamedInOneLine() throws Exception {
        TestCertificate certificate = encrypted("EC");
        TestCertificate.writePrivate(key, TestCertificate.selfSigned("EC").keyPem());
        assertTrue(problem().contains("is not the key of the first certificate in HOOKLINE_AGENT_TLS_CERT=" + chain));
        TestCertificate.writePrivate(key, TestCertificate.selfSigned("RSA").keyPem());
        assertTrue(problem().contains("is not the key"));
        TestCertificate.writePrivate(key, TestCertificate.pem("PRIVATE KEY", new byte[64]));
        assertTrue(problem().contains("is not the key"));
        TestCertificate.writePrivate(key, "no key");
        assertTrue(problem().contains("holds no private key"));
        TestCertificate.writePrivate(key, certificate.keyPem());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertTrue(problem().contains("chmod 600"));
        TestCertificate.writePrivate(key, certificate.keyPem());
        Files.writeString(chain, "no certificate");
        assertTrue(problem().contains("holds no certificate"));
        Files.writeString(chain, TestCertificate.pem("CERTIFICATE", new byte[64]));
        assertTrue(problem().contains("holds a broken certificate"));
        Files.delete(chain);
        assertTrue(problem().contains("HOOKLINE_AGENT_TLS_CERT is"));
    }

    @Test
    void aCertificateThatIsNotValidNowIsRefusedWithItsDate() throws Exception {
        encrypted(TestCertificate.selfSigned("EC", Duration.ofDays(-3), Duration.ofDays(-2)));
        assertTrue(problem().contains(" expired on "));
        encrypted(TestCertificate.selfSigned("EC", Duration.ofDays(3), Duration.ofDays(4)));
        assertTrue(problem().contains(" is valid only from "));
    }
}
