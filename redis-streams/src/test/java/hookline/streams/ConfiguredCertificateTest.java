package hookline.streams;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.settings.ConfiguredCertificate;
import hookline.settings.InvalidSettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Here rather than with the settings, since certificates are made here. */
class ConfiguredCertificateTest {
    @TempDir
    Path folder;

    @Test
    void expiresWithTheFirstOfItsFile() throws Exception {
        TestCertificate authority = TestCertificate.authority("Expiry test");
        String week =
                authority.sign(Duration.ofDays(-1), Duration.ofDays(7), "a").certificatePem();
        Path file = Files.writeString(folder.resolve("chain.pem"), authority.certificatePem() + week);

        Instant expiry = new ConfiguredCertificate("redis-ca", "REDIS_TLS_CA", file).expiry();
        Duration left = Duration.between(Instant.now(), expiry);
        assertTrue(left.compareTo(Duration.ofDays(6)) > 0 && left.compareTo(Duration.ofDays(8)) < 0, left::toString);
    }

    @Test
    void aFileWithoutCertificatesIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("none.pem"), "nothing");

        InvalidSettingsException refused = assertThrows(
                InvalidSettingsException.class,
                () -> new ConfiguredCertificate("redis-ca", "REDIS_TLS_CA", file).expiry());
        assertTrue(refused.getMessage().contains("REDIS_TLS_CA=" + file), refused.getMessage());
    }
}
