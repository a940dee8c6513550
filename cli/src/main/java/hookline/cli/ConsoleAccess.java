package hookline.cli;

import hookline.schemas.crypto.PayloadDecryption;
import hookline.settings.ConsoleSettings;
import hookline.settings.Environment;
import hookline.settings.HomeSettings;
import hookline.settings.Secret;
import hookline.settings.SecretSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Who may look at a console, and whether it shows payloads in the clear: that it does only where a token is asked for,
 * since every user of a host reaches its loopback address.
 *
 * @param tokens empty where whoever reaches the port may look
 * @param tokenFile where a token was made for this purpose
 */
record ConsoleAccess(Optional<PayloadDecryption> decryption, Optional<SecretSource> tokens, Optional<Path> tokenFile) {
    private static final int TOKEN_BYTES = 24;

    /** Decrypting is audited first, as for every other reader. */
    static ConsoleAccess of(Environment environment, ConsoleSettings settings, boolean decrypt)
            throws IOException, GeneralSecurityException {
        if (!decrypt) {
            return new ConsoleAccess(Optional.empty(), settings.tokens(), Optional.empty());
        }
        SecondFactor.require(environment, "console");
        PayloadDecryption decryption = EncryptionKeyset.audited(environment, settings.encryptionKeyset());
        if (settings.tokens().isPresent()) {
            return new ConsoleAccess(Optional.of(decryption), settings.tokens(), Optional.empty());
        }
        Home home = new Home(HomeSettings.from(environment).home());
        Path file = home.folder().resolve("console-token");
        if (!Files.exists(file)) {
            byte[] random = new byte[TOKEN_BYTES];
            new SecureRandom().nextBytes(random);
            home.write(file, HexFormat.of().formatHex(random));
        }
        SecretSource token = SecretSource.fixed(Secret.of(Files.readString(file)));
        return new ConsoleAccess(Optional.of(decryption), Optional.of(token), Optional.of(file));
    }

    /** What somebody has to know who opens the page. */
    String words() {
        return tokenFile
                .map(file -> ", token in " + file)
                .orElse(tokens.isPresent() ? ", asks for a token of HOOKLINE_CONSOLE_TOKEN" : "");
    }
}
