package hookline.settings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads the certificates of a PEM file, at least one, and names the file and what to do where that cannot be. */
final class CertificateFile {
    private static final long MAX_BYTES = 1 << 20;

    private CertificateFile() {}

    /**
     * All of them, in order.
     *
     * @param name the setting and the file, for messages
     * @throws InvalidSettingsException where they cannot be read
     */
    static List<X509Certificate> read(String name, Path file) {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw InvalidSettingsException.of(name + " is larger than 1 MiB; give only the certificates it is for");
            }
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Pem block : Pem.blocks(Files.readString(file, StandardCharsets.ISO_8859_1))) {
                if (block.type().equals("CERTIFICATE")) {
                    certificates.add(
                            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.decoded())));
                }
            }
        } catch (IOException e) {
            throw InvalidSettingsException.of(name + " cannot be read ("
                    + e.getClass().getSimpleName() + "); name a file that this user can read");
        } catch (CertificateException | IllegalArgumentException e) {
            throw InvalidSettingsException.of(name + " holds a broken certificate; copy the file again");
        }
        if (certificates.isEmpty()) {
            throw InvalidSettingsException.of(name + " holds no certificate; it must be PEM, with a block that begins"
                    + " with -----BEGIN CERTIFICATE-----");
        }
        return certificates;
    }
}
