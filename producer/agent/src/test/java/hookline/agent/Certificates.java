package hookline.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** An authority and the server certificates it signs, made with the JDK's keytool for one test run. */
final class Certificates {
    private static final String PASSWORD = UUID.randomUUID().toString();
    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private final Path folder;

    private Certificates(Path folder) {
        this.folder = folder;
    }

    static Certificates in(Path folder) throws IOException, GeneralSecurityException {
        Certificates made = new Certificates(folder);
        made.keytool("-genkeypair", "ca", "-keyalg", "EC", "-dname", "CN=Test authority", "-ext", "bc:c");
        made.keytool("-genkeypair", "server", "-keyalg", "EC", "-dname", "CN=127.0.0.1");
        made.keytool("-exportcert", "ca", "-rfc", "-file", made.authority().toString());
        made.keytool("-certreq", "server", "-file", made.file("server.csr").toString());
        made.writeKey();
        return made;
    }

    Path authority() {
        return file("ca.pem");
    }

    Path certificate() {
        return file("server.pem");
    }

    Path key() {
        return file("server.key");
    }

    /** Gives the server a certificate whose days begin so many days ago. */
    void sign(int daysAgo, int validDays) throws IOException {
        Files.deleteIfExists(certificate());
        keytool(
                "-gencert",
                "ca",
                "-rfc",
                "-ext",
                "san=ip:127.0.0.1",
                "-startdate",
                "-" + daysAgo + "d",
                "-validity",
                Integer.toString(validDays),
                "-infile",
                file("server.csr").toString(),
                "-outfile",
                certificate().toString());
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private void writeKey() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file("keys.p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        byte[] key = store.getKey("server", PASSWORD.toCharArray()).getEncoded();
        String label = "PRIVATE KEY-----\n";
        Files.writeString(key(), "-----BEGIN " + label + PEM.encodeToString(key) + "\n-----END " + label);
    }

    private void keytool(String command, String alias, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                command,
                "-alias",
                alias,
                "-keystore",
                file("keys.p12").toString(),
                "-storepass:env",
                "STORE_PASSWORD"));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("STORE_PASSWORD", PASSWORD);
        Process keytool = builder.start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (keytool.waitFor() != 0) {
                throw new IOException(said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }
}
