package hookline.agent;

import io.lettuce.core.KillArgs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Redis that is reached by TLS, while its certificate expires and is renewed. */
class AgentTlsTest extends AgentOnRedis {
    private Certificates certificates;
    private int port;

    @BeforeEach
    void encrypt() throws Exception {
        certificates = Certificates.in(Files.createDirectory(home.resolve("certificates")));
        certificates.sign(1, 30);
        port = freePort();
        present();
        pipeline.environment.put("REDIS_PORT", Integer.toString(port));
        pipeline.environment.put("REDIS_TLS", "true");
        pipeline.environment.put("REDIS_TLS_CA", certificates.authority().toString());
    }

    @Test
    void anExpiredCertificateIsRefusedUntilItIsRenewed() throws Exception {
        try (WaitedOut run = new WaitedOut(pipeline)) {
            run.fault(
                    () -> {
                        certificates.sign(10, 5);
                        present();
                        REDIS.admin().clientKill(KillArgs.Builder.laddr("127.0.0.1:" + port));
                    },
                    () -> {
                        certificates.sign(1, 30);
                        present();
                    },
                    "NotAfter",
                    "renew the server's certificate");
        }
    }

    /** Has the server read its files again. */
    private void present() {
        REDIS.admin()
                .configSet(Map.of(
                        "tls-cert-file", certificates.certificate().toString(),
                        "tls-key-file", certificates.key().toString(),
                        "tls-ca-cert-file", certificates.authority().toString(),
                        "tls-auth-clients", "no",
                        "tls-port", Integer.toString(port)));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
