package hookline.agent;

import hookline.streams.TlsPort;
import io.lettuce.core.KillArgs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Redis that is reached by TLS, while certificates expire and are renewed. */
class AgentTlsTest extends AgentOnRedis {
    private TlsPort server;

    @BeforeEach
    void encrypt() throws Exception {
        server = new TlsPort(REDIS, Files.createDirectory(home.resolve("certificates")));
        pipeline.environment.putAll(server.environment());
    }

    @Test
    void anExpiredCertificateIsRefusedUntilItIsRenewed() throws Exception {
        try (WaitedOut run = new WaitedOut(pipeline)) {
            run.fault(
                    () -> {
                        server.show(server.authority().sign(Duration.ofDays(-10), Duration.ofDays(-5), "127.0.0.1"));
                        REDIS.admin().clientKill(KillArgs.Builder.laddr("127.0.0.1:" + server.port()));
                    },
                    () -> server.show(server.authority().sign("127.0.0.1")),
                    "the server's certificate has expired, NotAfter",
                    "renew its tls-cert-file");
        }
    }

    @Test
    void aCertificateOfOurOwnThatHasExpiredIsNamedUntilItIsRenewed() throws Exception {
        Path certificate = home.resolve("client.pem");
        Path key = home.resolve("client.key");
        server.configure("tls-auth-clients", "yes");
        server.authority().sign("agent").write(certificate, key);
        pipeline.environment.put("REDIS_TLS_CERT", certificate.toString());
        pipeline.environment.put("REDIS_TLS_KEY", key.toString());
        try (WaitedOut run = new WaitedOut(pipeline)) {
            run.fault(
                    () -> {
                        server.authority()
                                .sign(Duration.ofDays(-10), Duration.ofDays(-5), "agent")
                                .write(certificate, key);
                        REDIS.admin().clientKill(KillArgs.Builder.laddr("127.0.0.1:" + server.port()));
                    },
                    () -> server.authority().sign("agent").write(certificate, key),
                    "REDIS_TLS_CERT=" + certificate + " expired on ",
                    "renew it");
        }
    }
}
