package hookline.settings;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;

/**
 * A file with certificates that a process stands on, and that may change while it runs.
 *
 * @param use what they are for: {@code agent}, {@code redis-ca} or {@code redis-client}
 * @param setting what names the file
 */
public record ConfiguredCertificate(String use, String setting, Path file) {
    /**
     * When the first of those that are in the file now expires.
     *
     * @throws InvalidSettingsException where it holds none, or cannot be read
     */
    public Instant expiry() {
        return CertificateFile.read(setting + '=' + file, file).stream()
                .map(X509Certificate::getNotAfter)
                .min(Date::compareTo)
                .orElseThrow()
                .toInstant();
    }
}
