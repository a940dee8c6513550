package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsSettingsTest {
    @TempDir
    Path folder;

    @Test
    void isOffByDefault() {
        assertEquals(
                new TlsSettings(false, Optional.empty(), Optional.empty(), Optional.empty(), false), from(Map.of()));
    }

    @Test
    void mapsEverySetting() throws IOException {
        Path ca = pem("ca");
        Path certificate = pem("certificate");
        Path key = pem("key");

        TlsSettings tls = from(Map.of(
                "REDIS_TLS", "true",
                "REDIS_TLS_CA", ca.toString(),
                "REDIS_TLS_CERT", certificate.toString(),
                "REDIS_TLS_KEY", key.toString(),
                "REDIS_TLS_SKIP_VERIFY", "true"));
        assertEquals(new TlsSettings(true, Optional.of(ca), Optional.of(certificate), tls.key(), true), tls);
        assertEquals(Optional.of("REDIS_TLS_KEY=" + key), tls.key().map(SecretSource::origin));
    }

    @Test
    void namesTheCertificatesThatConnectionsStandOn() throws IOException {
        Map<String, String> files = Map.of(
                "REDIS_TLS_CA", pem("ca").toString(),
                "REDIS_TLS_CERT", pem("certificate").toString(),
                "REDIS_TLS_KEY", pem("key").toString());

        assertEquals(List.of("redis-ca", "redis-client"), uses(files, Map.of("REDIS_TLS", "true")));
        assertEquals(
                List.of("redis-client"), uses(files, Map.of("REDIS_TLS", "true", "REDIS_TLS_SKIP_VERIFY", "true")));
        assertEquals(List.of(), uses(files, Map.of("REDIS_TLS", "false")));
    }

    private static List<String> uses(Map<String, String> files, Map<String, String> further) {
        Map<String, String> all = new HashMap<>(files);
        all.putAll(further);
        return from(all).certificates().stream().map(ConfiguredCertificate::use).toList();
    }

    @Test
    void wantsCertificateAndKeyTogether() throws IOException {
        assertEquals(
                List.of("REDIS_TLS_CERT and REDIS_TLS_KEY belong together; set both or neither"),
                problems(Map.of(
                        "REDIS_TLS",
                        "true",
                        "REDIS_TLS_CERT",
                        pem("certificate").toString())));
    }

    @Test
    void wantsFilesThatExist() {
        List<String> problems = problems(Map.of(
                "REDIS_TLS", "true",
                "REDIS_TLS_CA", folder.toString(),
                "REDIS_TLS_CERT", "/nowhere/certificate",
                "REDIS_TLS_KEY", "/nowhere/key"));

        assertEquals(3, problems.size());
        assertTrue(problems.get(2).startsWith("REDIS_TLS_KEY is \"/nowhere/key\""), problems::toString);
    }

    @Test
    void asksWhetherTlsIsMeantWhenOnlyItsFilesAreGiven() throws IOException {
        String ca = pem("ca").toString();

        assertTrue(problems(Map.of("REDIS_TLS_CA", ca)).get(0).startsWith("REDIS_TLS is not set"));
        assertEquals(
                false, from(Map.of("REDIS_TLS", "false", "REDIS_TLS_CA", ca)).enabled());
    }

    private Path pem(String name) throws IOException {
        return Files.createFile(folder.resolve(name));
    }

    private static TlsSettings from(Map<String, String> env) {
        return TlsSettings.from(Environment.of(env));
    }

    private static List<String> problems(Map<String, String> env) {
        return Problems.of(Environment.of(env), TlsSettings::from);
    }
}
