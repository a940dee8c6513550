package hookline.cli;

import hookline.cli.totp.TotpGate;
import hookline.cli.totp.TotpGate.Answer;
import hookline.cli.totp.TotpSecret;
import hookline.settings.Environment;
import hookline.settings.SecondFactorSettings;
import hookline.settings.Secret;
import hookline.settings.SecretSource;
import hookline.streams.audit.AuditAct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Asks for a one-time code before a sensitive command does anything, where a secret is enrolled; whether it passed is
 * audited, and without a valid code nothing is done.
 */
final class SecondFactor {
    private SecondFactor() {}

    /**
     * Returns when the code was right, or none is asked for.
     *
     * @param command for the audit
     */
    static void require(Environment environment, String command) throws IOException, GeneralSecurityException {
        require(environment, command, CodePrompt.terminalOrStdin());
    }

    /** The same for a command that reads its data from stdin, so that the code can come from a terminal only. */
    static void requireOnTerminal(Environment environment, String command)
            throws IOException, GeneralSecurityException {
        require(environment, command, CodePrompt.terminal());
    }

    private static void require(Environment environment, String command, CodePrompt prompt)
            throws IOException, GeneralSecurityException {
        SecondFactorSettings settings = SecondFactorSettings.from(environment);
        Optional<SecretSource> source = enrolled(settings);
        if (source.isEmpty()) {
            return;
        }
        SecretSource from = source.get();
        TotpSecret secret = TotpSecret.parse(from.read().reveal())
                .orElseThrow(() -> new CommandFailedException(
                        from.origin() + " is no secret of at least 26 letters and digits in Base32; `hookline totp"
                                + " enroll` makes one"));
        Home home = new Home(settings.home());
        home.create();
        String code = prompt.ask("Code of your authenticator app: ");
        Answer answer = new TotpGate(home.totpState(), home::write, InstantSource.system()).check(secret, code);
        AuditAct act = answer instanceof Answer.Passed ? AuditAct.SECOND_FACTOR_PASSED : AuditAct.SECOND_FACTOR_REFUSED;
        try (CommandAudit audit = CommandAudit.openAgain(environment)) {
            audit.append(act, command, 0);
        }
        refuse(answer);
    }

    /** Where the secret is; empty where none is enrolled. */
    static Optional<SecretSource> enrolled(SecondFactorSettings settings) {
        Path file = new Home(settings.home()).totpSecret();
        return settings.secret()
                .or(() ->
                        Files.exists(file) ? Optional.of(SecretSource.file("HOOKLINE_HOME", file)) : Optional.empty());
    }

    private static void refuse(Answer answer) {
        if (answer instanceof Answer.Wrong) {
            throw new CommandFailedException(
                    "That was not the code of now: wait for the next one, and look whether this"
                            + " host's clock is right");
        }
        if (answer instanceof Answer.Used) {
            throw new CommandFailedException("That code was used already: wait for the next one");
        }
        if (answer instanceof Answer.Paused paused) {
            throw new CommandFailedException("After too many wrong codes none is taken for another "
                    + Math.max(1, paused.rest().toSeconds()) + " s");
        }
    }

    /** Whether this code is one of now, without taking it: for an enrolment that is not stored yet. */
    static boolean isCodeOfNow(TotpSecret secret, String code) {
        return secret.codeAt(InstantSource.system().instant()).equals(code);
    }

    /** What is written to the home. */
    static String stored(TotpSecret secret) {
        return Secret.of(secret.text()).reveal() + "\n";
    }
}
