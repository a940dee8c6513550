package hookline.streams;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;

/** A TLS port of a {@link TestRedis} beside its plain one, and an authority that both sides trust. */
public final class TlsPort {
    private final TestRedis redis;
    private final Path folder;
    private final TestCertificate authority;
    private final int port;
    private final Map<String, String> configuration = new HashMap<>();

    /** Opens one that shows a certificate for 127.0.0.1 and wants none from its clients. */
    public TlsPort(TestRedis redis, Path folder) throws IOException, GeneralSecurityException {
        this.redis = redis;
        this.folder = folder;
        this.authority = TestCertificate.authority("Test authority");
        this.port = freePort();
        Files.writeString(authorityFile(), authority.certificatePem());
        configuration.put("tls-auth-clients", "no");
        configuration.put("tls-protocols", "TLSv1.2 TLSv1.3");
        configuration.put("tls-ca-cert-file", authorityFile().toString());
        configuration.put("tls-port", Integer.toString(port));
        show(authority.sign("127.0.0.1"));
    }

    public TestCertificate authority() {
        return authority;
    }

    public Path authorityFile() {
        return folder.resolve("ca.pem");
    }

    public int port() {
        return port;
    }

    /** Has the server show another certificate from its next connection on. */
    public void show(TestCertificate certificate) throws IOException {
        Path certificateFile = folder.resolve("server.pem");
        Path keyFile = folder.resolve("server.key");
        certificate.write(certificateFile, keyFile);
        configuration.put("tls-cert-file", certificateFile.toString());
        configuration.put("tls-key-file", keyFile.toString());
        redis.admin().configSet(configuration);
    }

    public void configure(String name, String value) {
        configuration.put(name, value);
        redis.admin().configSet(configuration);
    }

    /** Environment variables that lead to it. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(redis.environment());
        environment.put("REDIS_PORT", Integer.toString(port));
        environment.put("REDIS_TLS", "true");
        environment.put("REDIS_TLS_CA", authorityFile().toString());
        return environment;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
