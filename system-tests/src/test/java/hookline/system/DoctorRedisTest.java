package hookline.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hookline.streams.TestCertificate;
import hookline.streams.TestRedis;
import hookline.streams.TlsPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What {@code doctor} says of a Redis behind TLS and network rules, each time in one line. */
class DoctorRedisTest {
    @RegisterExtension
    static final TestRedis REDIS = new TestRedis();

    @TempDir
    Path folder;

    private TlsPort server;
    private Map<String, String> environment;

    @BeforeEach
    void encrypt() throws Exception {
        server = new TlsPort(REDIS, folder);
        environment = server.environment();
        environment.put("HOME", folder.toString());
        environment.put("HOOKLINE_HOME", folder.resolve("home").toString());
    }

    private List<String> doctor() throws Exception {
        try (HooklineProcess doctor = HooklineProcess.start(folder, environment, "doctor")) {
            assertEquals(1, doctor.exitCode(), "there is no home: " + doctor.errors());
            return doctor.output()
                    .lines()
                    .filter(line -> line.contains(" redis: ") || line.contains(" network: "))
                    .map(line -> line.replaceAll("Redis at [^ ]+: ", ""))
                    .map(line -> line.replaceAll("(Not\\w+): [^)]* \\(", "$1: DATE ("))
                    .toList();
        }
    }

    private void assertRedis(String line) throws Exception {
        assertEquals(List.of("PROBLEM  redis: " + line), doctor());
    }

    @Test
    void aCertificateOfTheServerThatDoesNotServeIsToldWithTheReason() throws Exception {
        server.show(server.authority().sign(Duration.ofDays(-7), Duration.ofDays(-1), "127.0.0.1"));
        assertRedis("the server's certificate has expired, NotAfter: DATE (renew its tls-cert-file)");
        server.show(server.authority().sign("localhost"));
        assertRedis("the server's certificate is for another host, No subject alternative names matching IP address"
                + " 127.0.0.1 found (give a name that is in it as REDIS_HOST, or sign its tls-cert-file for this"
                + " one)");
        Path another = folder.resolve("another.pem");
        Files.writeString(another, TestCertificate.authority("Another").certificatePem());
        environment.put("REDIS_TLS_CA", another.toString());
        assertRedis("nobody in REDIS_TLS_CA=" + another + " has signed the server's certificate (put the certificate of"
                + " its authority into that file)");
    }

    @Test
    void aCertificateOfOurOwnThatIsMissingOrForeignIsTold() throws Exception {
        server.configure("tls-auth-clients", "yes");
        assertRedis("it wants to see a certificate of ours, certificate_required (set REDIS_TLS_CERT and"
                + " REDIS_TLS_KEY)");
        Path certificate = folder.resolve("client.pem");
        Path key = folder.resolve("client.key");
        TestCertificate.authority("Another").sign("client").write(certificate, key);
        environment.put("REDIS_TLS_CERT", certificate.toString());
        environment.put("REDIS_TLS_KEY", key.toString());
        assertRedis("it refuses REDIS_TLS_CERT=" + certificate + ", unknown_ca (renew it, signed by an authority in the"
                + " server's tls-ca-cert-file)");
    }

    @Test
    void plainAgainstTlsAndTheOtherWayRoundAreTold() throws Exception {
        environment.put("REDIS_TLS", "false");
        assertRedis("it ended the connection before it had said anything (if it wants TLS, set REDIS_TLS=true; else see"
                + " its log)");
        environment.put("REDIS_TLS", "true");
        environment.put("REDIS_PORT", Integer.toString(REDIS.server().port()));
        assertRedis("it gives no TLS answer there (see that REDIS_PORT is its tls-port, or set REDIS_TLS=false where it"
                + " has none)");
    }

    @Test
    void networkRulesAreToldAndWhatTheyRefuse() throws Exception {
        environment.put("HOOKLINE_REDIS_ALLOWED_NETWORKS", "10.8.0.0/16");
        environment.put("HOOKLINE_REQUIRE_INTERFACE", "vpn-not-there");
        assertEquals(
                List.of(
                        "ok       network: only addresses within 10.8.0.0/16 are connected to",
                        "ok       network: Redis is connected to only while vpn-not-there is up",
                        "PROBLEM  redis: its address 127.0.0.1 is outside HOOKLINE_REDIS_ALLOWED_NETWORKS=10.8.0.0/16,"
                                + " so nothing was sent (see where its name leads, or add its network)"),
                doctor());
        environment.put("HOOKLINE_REDIS_ALLOWED_NETWORKS", "127.0.0.0/8");
        assertEquals(
                "PROBLEM  redis: HOOKLINE_REQUIRE_INTERFACE=vpn-not-there is not there or has no address, so nothing was"
                        + " sent (start the VPN that makes it)",
                doctor().get(2));
    }
}
