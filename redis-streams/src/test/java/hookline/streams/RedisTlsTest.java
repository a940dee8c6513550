package hookline.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import hookline.settings.Environment;
import hookline.settings.RedisSettings;
import io.lettuce.core.RedisConnectionException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class RedisTlsTest {
    private static final Duration LAST_WEEK = Duration.ofDays(-7);
    private static final Duration YESTERDAY = Duration.ofDays(-1);
    private static final Duration TOMORROW = Duration.ofDays(1);

    @RegisterExtension
    static final TestRedis REDIS = new TestRedis();

    @TempDir
    Path folder;

    private TlsPort server;
    private Map<String, String> environment;
    private Path certificate;
    private Path key;

    @BeforeEach
    void encrypt() throws Exception {
        server = new TlsPort(REDIS, folder);
        environment = server.environment();
        certificate = folder.resolve("client.pem");
        key = folder.resolve("client.key");
    }

    private Redis redis() {
        return Redis.at(RedisSettings.from(Environment.of(environment)));
    }

    private static String ping(RedisLink link) {
        return link.call(redis -> redis.ping());
    }

    private String ping() {
        try (Redis redis = redis();
                RedisLink link = redis.link()) {
            return ping(link);
        }
    }

    /** What an operator reads, without where Redis is. */
    private String refusal() {
        RedisUnavailableException e = assertThrows(RedisUnavailableException.class, this::ping);
        return refusal(e);
    }

    private static String refusal(RedisUnavailableException e) {
        String message = String.valueOf(e.getMessage());
        assertFalse(message.contains("\n"), message);
        return message.replaceFirst("^Redis at [^ ]+: ", "");
    }

    private void assertRefusal(String... parts) {
        String said = refusal();
        for (String part : parts) {
            assertTrue(said.contains(part), said);
        }
    }

    private void show(TestCertificate shown) throws Exception {
        shown.write(certificate, key);
        environment.put("REDIS_TLS_CERT", certificate.toString());
        environment.put("REDIS_TLS_KEY", key.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bothSidesShowTheirCertificates(String protocol) throws Exception {
        server.configure("tls-protocols", protocol);
        assertEquals("PONG", ping());
        server.configure("tls-auth-clients", "yes");
        show(server.authority().sign("client"));
        assertEquals("PONG", ping());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aClientWithoutTheCertificateThatIsWantedIsToldSo(String protocol) {
        server.configure("tls-protocols", protocol);
        server.configure("tls-auth-clients", "yes");
        for (int i = 0; i < 20; i++) {
            assertRefusal("it wants to see a certificate of ours", "(set REDIS_TLS_CERT and REDIS_TLS_KEY)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aClientWhoseAuthorityTheServerDoesNotKnowIsToldSo(String protocol) throws Exception {
        server.configure("tls-protocols", protocol);
        server.configure("tls-auth-clients", "yes");
        show(TestCertificate.authority("Another").sign("client"));
        for (int i = 0; i < 20; i++) {
            assertEquals(
                    "it refuses REDIS_TLS_CERT=" + certificate + ", unknown_ca (renew it, signed by an authority in the"
                            + " server's tls-ca-cert-file)",
                    refusal());
        }
    }

    @Test
    void anExpiredCertificateOfTheServerIsRefusedWithItsDate() throws Exception {
        server.show(server.authority().sign(LAST_WEEK, YESTERDAY, "127.0.0.1"));
        assertRefusal("the server's certificate has expired, NotAfter: ", "(renew its tls-cert-file)");
        server.show(server.authority().sign(TOMORROW, Duration.ofDays(2), "127.0.0.1"));
        assertRefusal("the server's certificate is not valid yet, NotBefore: ", "(set both clocks");
    }

    @Test
    void aCertificateThatNobodyTrustedHasSignedIsRefused() throws Exception {
        Path another = folder.resolve("another.pem");
        Files.writeString(another, TestCertificate.authority("Another").certificatePem());
        environment.put("REDIS_TLS_CA", another.toString());
        assertEquals(
                "nobody in REDIS_TLS_CA=" + another + " has signed the server's certificate (put the certificate of its"
                        + " authority into that file)",
                refusal());

        Files.writeString(another, TestCertificate.authority("Test authority").certificatePem());
        assertRefusal("the server's certificate is refused by REDIS_TLS_CA=" + another);

        environment.remove("REDIS_TLS_CA");
        assertEquals(
                "nobody in the JDK's authorities has signed the server's certificate (set REDIS_TLS_CA to the"
                        + " certificate of its authority)",
                refusal());
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        environment.put("REDIS_HOST", "localhost");
        assertRefusal("the server's certificate is for another host, No name matching localhost found");
        server.show(server.authority().sign("redis.example"));
        assertRefusal("is for another host, No subject alternative DNS name matching localhost found", "REDIS_HOST");
        environment.put("REDIS_HOST", "127.0.0.1");
        assertRefusal("is for another host, No subject alternative names matching IP address 127.0.0.1 found");
        server.show(server.authority().sign("localhost"));
        environment.put("REDIS_HOST", "localhost");
        assertEquals("PONG", ping());
    }

    @Test
    void verificationIsSkippedOnlyWhereThatIsAskedFor() throws Exception {
        server.show(TestCertificate.authority("Another").sign(LAST_WEEK, YESTERDAY, "redis.example"));
        Logger logger = (Logger) LoggerFactory.getLogger(RedisTls.class);
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        logger.addAppender(logged);
        try {
            refusal();
            assertEquals(List.of(), logged.list);
            environment.put("REDIS_TLS_SKIP_VERIFY", "true");
            assertEquals("PONG", ping());
            assertEquals(1, logged.list.size(), "a warning at each start");
        } finally {
            logger.detachAppender(logged);
        }
    }

    @Test
    void plainAgainstTlsAndTheOtherWayRoundAreTold() {
        environment.put("REDIS_TLS", "false");
        for (int i = 0; i < 20; i++) {
            assertEquals(
                    "it ended the connection before it had said anything (if it wants TLS, set REDIS_TLS=true; else see"
                            + " its log)",
                    refusal());
        }
        environment.put("REDIS_TLS", "true");
        environment.put("REDIS_PORT", Integer.toString(REDIS.server().port()));
        assertRefusal("it gives no TLS answer there (see that REDIS_PORT is its tls-port, or set REDIS_TLS=false");
    }

    @ParameterizedTest
    @ValueSource(classes = {ConnectException.class, NoRouteToHostException.class, UnknownHostException.class})
    void whatNeverCameToAConnectionIsNotBlamedOnTls(Class<? extends IOException> cause) throws Exception {
        environment.put("REDIS_TLS", "false");
        Throwable failure = new RedisConnectionException(
                "", cause.getConstructor(String.class).newInstance("away"));
        try (Redis redis = redis()) {
            assertEquals(Optional.empty(), redis.tlsRefusal(failure));
        }
    }

    @Test
    void aServerWithNothingNewerThanTls11IsRefused() {
        server.configure("tls-protocols", "TLSv1.1");
        assertEquals("it speaks neither TLS 1.3 nor 1.2 (see its tls-protocols)", refusal());
    }

    @Test
    void filesThatCannotServeAreNamedAndReadAgainUntilTheyCan() throws Exception {
        server.configure("tls-auth-clients", "yes");
        TestCertificate good = server.authority().sign("client");
        show(good);
        try (Redis redis = redis();
                RedisLink link = redis.link()) {
            server.authority().sign(LAST_WEEK, YESTERDAY, "client").write(certificate, key);
            assertTrue(refusal().startsWith("REDIS_TLS_CERT=" + certificate + " expired on "));
            TestCertificate.writePrivate(key, good.keyPem());
            assertTrue(refusal().startsWith("REDIS_TLS_CERT=" + certificate + " expired on "));
            Files.writeString(certificate, server.authority().sign("client").certificatePem());
            assertRefusal("REDIS_TLS_KEY=" + key + " is not the key", "REDIS_TLS_CERT=" + certificate);
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
            assertRefusal("REDIS_TLS_KEY: " + key + " is open to other users", "chmod 600 " + key);
            Files.delete(certificate);
            RedisUnavailableException e = assertThrows(RedisUnavailableException.class, () -> ping(link));
            assertTrue(refusal(e).startsWith("REDIS_TLS_CERT=" + certificate + " cannot be read"), refusal(e));
            good.write(certificate, key);
            String authority = Files.readString(server.authorityFile());
            Files.writeString(server.authorityFile(), "nothing");
            e = assertThrows(RedisUnavailableException.class, () -> ping(link));
            assertTrue(
                    refusal(e).startsWith("REDIS_TLS_CA=" + server.authorityFile() + " holds no certificate"),
                    refusal(e));
            Files.writeString(server.authorityFile(), authority);
            assertEquals("PONG", ping(link));
        }
    }

    @Test
    void renewedFilesCountFromTheNextConnectionOn() throws Exception {
        Path trusted = folder.resolve("trusted.pem");
        Files.writeString(trusted, server.authority().certificatePem());
        environment.put("REDIS_TLS_CA", trusted.toString());
        server.configure("tls-auth-clients", "yes");
        show(server.authority().sign("client"));
        try (Redis redis = redis();
                RedisLink link = redis.link()) {
            assertEquals("PONG", ping(link));
            TestCertificate next = TestCertificate.authority("Next");
            Files.writeString(server.authorityFile(), next.certificatePem());
            server.show(next.sign("127.0.0.1"));
            assertEquals("PONG", ping(link), "a connection that stands was cut");
            try (RedisLink another = redis.link()) {
                RedisUnavailableException e = assertThrows(RedisUnavailableException.class, () -> ping(another));
                assertTrue(refusal(e).startsWith("nobody in REDIS_TLS_CA=" + trusted), refusal(e));
                Files.writeString(trusted, next.certificatePem());
                e = assertThrows(RedisUnavailableException.class, () -> ping(another));
                assertTrue(refusal(e).startsWith("it refuses REDIS_TLS_CERT=" + certificate), refusal(e));
                next.sign("client").write(certificate, key);
                assertEquals("PONG", ping(another));
            }
        }
    }
}
