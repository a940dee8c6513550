package hookline.streams;

import hookline.settings.TlsSettings;
import io.lettuce.core.RedisConnectionException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Says in one line which certificate, file or setting keeps client and server from agreeing on TLS, and what to do.
 *
 * <p>What is wrong with the client's own files is said where they are read.
 */
final class TlsRefusal {
    private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");

    /** Alerts of RFC 8446 by which a server refuses what the client showed. */
    private static final Set<String> ABOUT_CLIENT = Set.of(
            "bad_certificate",
            "unsupported_certificate",
            "certificate_revoked",
            "certificate_expired",
            "certificate_unknown",
            "unknown_ca",
            "access_denied",
            "decrypt_error");

    /** What Lettuce says where a connection is closed before the greeting was answered. */
    private static final String CLOSED = "Connection closed prematurely";

    private TlsRefusal() {}

    /** Empty where the failure is not about TLS. */
    static Optional<String> of(Throwable failure, TlsSettings tls) {
        if (!tls.enabled()) {
            return wasCutOff(failure)
                    ? Optional.of("it ended the connection before it had said anything (if it wants TLS, set"
                            + " REDIS_TLS=true; else see its log)")
                    : Optional.empty();
        }
        return ofItsCertificate(failure, tls).or(() -> ofAlert(failure, tls)).or(() -> ofSilence(failure));
    }

    private static Optional<String> ofItsCertificate(Throwable failure, TlsSettings tls) {
        Optional<Throwable> cause = find(failure, GeneralSecurityException.class);
        if (cause.isEmpty()) {
            return Optional.empty();
        }
        Throwable deepest = causes(failure).reduce((first, second) -> second).orElseThrow();
        String words = String.valueOf(deepest.getMessage());
        if (deepest instanceof CertificateExpiredException) {
            return Optional.of("the server's certificate has expired, " + words + " (renew its tls-cert-file)");
        }
        if (deepest instanceof CertificateNotYetValidException) {
            return Optional.of("the server's certificate is not valid yet, " + words
                    + " (set both clocks, or renew its tls-cert-file)");
        }
        if (words.startsWith("No name matching") || words.startsWith("No subject alternative")) {
            return Optional.of("the server's certificate is for another host, " + firstLine(words)
                    + " (give a name that is in it as REDIS_HOST, or sign its tls-cert-file for this one)");
        }
        String authorities =
                tls.ca().map(Path::toString).map("REDIS_TLS_CA="::concat).orElse("the JDK's authorities");
        String remedy = tls.ca().isPresent()
                ? "put the certificate of its authority into that file"
                : "set REDIS_TLS_CA to the certificate of its authority";
        if (deepest instanceof CertPathBuilderException) {
            return Optional.of("nobody in " + authorities + " has signed the server's certificate (" + remedy + ")");
        }
        return Optional.of("the server's certificate is refused by " + authorities + ", " + firstLine(words) + " ("
                + remedy + ", or renew its tls-cert-file)");
    }

    private static Optional<String> ofAlert(Throwable failure, TlsSettings tls) {
        Optional<String> alert = causes(failure)
                .map(cause -> ALERT.matcher(String.valueOf(cause.getMessage())))
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst();
        if (alert.isEmpty()) {
            return Optional.empty();
        }
        String name = alert.get();
        boolean showsNothing = tls.certificate().isEmpty();
        if (name.equals("certificate_required") || (name.equals("handshake_failure") && showsNothing)) {
            return Optional.of(
                    "it wants to see a certificate of ours, " + name + " (set REDIS_TLS_CERT and REDIS_TLS_KEY)");
        }
        if (ABOUT_CLIENT.contains(name) && !showsNothing) {
            return Optional.of("it refuses REDIS_TLS_CERT=" + tls.certificate().get() + ", " + name
                    + " (renew it, signed by an authority in the server's tls-ca-cert-file)");
        }
        if (name.equals("protocol_version")) {
            return Optional.of("it speaks neither TLS 1.3 nor 1.2 (see its tls-protocols)");
        }
        return Optional.of("it refuses TLS, " + name + " (see its log)");
    }

    private static Optional<String> ofSilence(Throwable failure) {
        String remedy = " (see that REDIS_PORT is its tls-port, or set REDIS_TLS=false where it has none)";
        if (find(failure, NotSslRecordException.class).isPresent()) {
            return Optional.of("it does not speak TLS there" + remedy);
        }
        return find(failure, SslHandshakeTimeoutException.class)
                .map(timeout -> "it gives no TLS answer there" + remedy);
    }

    /** How a server that expects TLS ends a connection without it, among others. */
    private static boolean wasCutOff(Throwable failure) {
        if (!(failure instanceof RedisConnectionException)) {
            return false;
        }
        return causes(failure).anyMatch(cause -> CLOSED.equals(cause.getMessage()))
                || find(failure, IOException.class)
                        .filter(cause -> !cameNowhere(cause))
                        .isPresent();
    }

    /** Whether there was no connection that could have been ended. */
    private static boolean cameNowhere(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause instanceof UnknownHostException;
    }

    private static Optional<Throwable> find(Throwable failure, Class<? extends Throwable> type) {
        return causes(failure).filter(type::isInstance).findFirst();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause);
    }

    /** Netty adds lines that quote the whole certificate. */
    private static String firstLine(String words) {
        return words.lines().findFirst().orElse(words);
    }
}
