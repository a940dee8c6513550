package hookline.streams;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate and its key, made within milliseconds for one test run: an authority, or what one has signed.
 *
 * <p>DER is written by hand, since the JDK has no interface for it and its keytool takes a second for each step.
 */
public final class TestCertificate {
    private static final Duration FROM = Duration.ofDays(-1);
    private static final Duration UNTIL = Duration.ofDays(30);
    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final AtomicLong SERIAL = new AtomicLong(1);

    private static final byte[] VERSION_3 = der(0xA0, der(0x02, new byte[] {2}));
    private static final byte[] IS_AUTHORITY = extension("551D13", der(0x30, der(0x01, new byte[] {-1})));

    private final String name;
    private final KeyPair keys;
    private final byte[] encoded;

    private TestCertificate(String name, KeyPair keys, byte[] encoded) {
        this.name = name;
        this.keys = keys;
        this.encoded = encoded;
    }

    public static TestCertificate authority(String name) throws GeneralSecurityException, IOException {
        KeyPair keys = newKeys("EC");
        return new TestCertificate(name, keys, signed(name, keys, name, keys, FROM, UNTIL, IS_AUTHORITY));
    }

    /** Signed by itself, for this host, with a key for {@code RSA}, {@code EC} or {@code Ed25519}. */
    public static TestCertificate selfSigned(String algorithm, Duration from, Duration until)
            throws GeneralSecurityException, IOException {
        KeyPair keys = newKeys(algorithm);
        byte[] hosts = extension("551D11", names("127.0.0.1", "localhost"));
        return new TestCertificate("localhost", keys, signed("localhost", keys, "localhost", keys, from, until, hosts));
    }

    /** The same, valid from yesterday on for a month. */
    public static TestCertificate selfSigned(String algorithm) throws GeneralSecurityException, IOException {
        return selfSigned(algorithm, FROM, UNTIL);
    }

    /** Has this authority sign one for the hosts, each an IPv4 address or a name, valid from yesterday on for a month. */
    public TestCertificate sign(String... hosts) throws GeneralSecurityException, IOException {
        return sign(FROM, UNTIL, hosts);
    }

    /** The same for other days, counted from now. */
    public TestCertificate sign(Duration from, Duration until, String... hosts)
            throws GeneralSecurityException, IOException {
        KeyPair own = newKeys("EC");
        byte[] extension = extension("551D11", names(hosts));
        return new TestCertificate(hosts[0], own, signed(name, keys, hosts[0], own, from, until, extension));
    }

    public String certificatePem() {
        return pem("CERTIFICATE", encoded);
    }

    public String keyPem() {
        return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    public static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + type + "-----\n";
    }

    /** As an operator puts it in place, the key for its owner alone. */
    public void write(Path certificateFile, Path keyFile) throws IOException {
        Files.writeString(certificateFile, "for people\n" + certificatePem());
        writePrivate(keyFile, keyPem());
    }

    public static void writePrivate(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    /** A client that trusts this certificate and no other. */
    public SSLContext trusting() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "only", CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded)));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private static KeyPair newKeys(String algorithm) throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    }

    private static byte[] signed(
            String issuer,
            KeyPair issuerKeys,
            String subject,
            KeyPair keys,
            Duration from,
            Duration until,
            byte[] extra)
            throws GeneralSecurityException, IOException {
        PrivateKey key = issuerKeys.getPrivate();
        String signing;
        byte[] algorithm;
        switch (key.getAlgorithm()) {
            case "RSA" -> {
                signing = "SHA256withRSA";
                algorithm = der(0x30, der(0x06, hex("2A864886F70D01010B")), der(0x05));
            }
            case "EC" -> {
                signing = "SHA256withECDSA";
                algorithm = der(0x30, der(0x06, hex("2A8648CE3D040302")));
            }
            default -> {
                signing = "Ed25519";
                algorithm = der(0x30, der(0x06, hex("2B6570")));
            }
        }
        byte[] content = der(
                0x30,
                VERSION_3,
                der(0x02, BigInteger.valueOf(SERIAL.getAndIncrement()).toByteArray()),
                algorithm,
                new X500Principal("CN=" + issuer).getEncoded(),
                der(0x30, time(from), time(until)),
                new X500Principal("CN=" + subject).getEncoded(),
                keys.getPublic().getEncoded(),
                der(0xA3, der(0x30, extra)));
        Signature signature = Signature.getInstance(signing);
        signature.initSign(key);
        signature.update(content);
        return der(0x30, content, algorithm, der(0x03, new byte[1], signature.sign()));
    }

    private static byte[] extension(String id, byte[] value) {
        return der(0x30, der(0x06, hex(id)), der(0x04, value));
    }

    private static byte[] names(String... hosts) throws IOException {
        byte[][] names = new byte[hosts.length][];
        for (int i = 0; i < hosts.length; i++) {
            names[i] = hosts[i].matches("[0-9.]+")
                    ? der(0x87, InetAddress.getByName(hosts[i]).getAddress())
                    : der(0x82, hosts[i].getBytes(StandardCharsets.US_ASCII));
        }
        return der(0x30, names);
    }

    private static byte[] time(Duration fromNow) {
        return der(0x17, UTC_TIME.format(Instant.now().plus(fromNow)).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length >= 0x80) {
            byte[] digits = BigInteger.valueOf(length).toByteArray();
            int sign = digits[0] == 0 ? 1 : 0;
            out.write(0x80 | digits.length - sign);
            out.write(digits, sign, digits.length - sign);
        } else {
            out.write(length);
        }
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }
}
