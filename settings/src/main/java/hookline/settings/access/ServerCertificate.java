package hookline.settings.access;

import hookline.settings.ServerTlsSettings;
import hookline.settings.TlsIdentity;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows each new connection the certificate that its files hold now, so that a renewed one needs no restart; they are
 * read again as {@link Reloading} says. Thread-safe.
 */
public final class ServerCertificate extends X509ExtendedKeyManager {
    private final Reloading<Named> current;
    private volatile Named last;
    private volatile Named beforeLast;

    /** An identity under a name that TLS asks it by, twice in one handshake: it must not change in between. */
    private record Named(String alias, TlsIdentity identity) {}

    private ServerCertificate(ServerTlsSettings settings, InstantSource clock) {
        Named first = new Named("1", settings.identity(clock.instant()));
        this.last = first;
        this.beforeLast = first;
        this.current = new Reloading<>(() -> renewed(settings.identity(clock.instant())), clock);
    }

    /**
     * A TLS context for a server.
     *
     * @throws hookline.settings.InvalidSettingsException where the files cannot serve
     * @throws hookline.settings.SecretUnavailableException where the key cannot be read, or others can read it
     */
    public static SSLContext context(ServerTlsSettings settings, InstantSource clock) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {new ServerCertificate(settings, clock)}, new TrustManager[0], null);
        return context;
    }

    private Named renewed(TlsIdentity read) {
        Named known = last;
        if (!read.equals(known.identity)) {
            beforeLast = known;
            last = new Named(String.valueOf(Integer.parseInt(known.alias) + 1), read);
        }
        return last;
    }

    private @Nullable TlsIdentity under(String alias) {
        Named newest = last;
        Named older = beforeLast;
        if (newest.alias.equals(alias)) {
            return newest.identity;
        }
        return older.alias.equals(alias) ? older.identity : null;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        Named named = current.get();
        return named.identity.algorithm().equals(keyType) ? named.alias : null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        TlsIdentity identity = under(alias);
        return identity == null ? null : identity.chain().toArray(new X509Certificate[0]);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        TlsIdentity identity = under(alias);
        return identity == null ? null : identity.key();
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[] {last.alias};
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
