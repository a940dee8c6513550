package hookline.cli;

import hookline.cli.totp.QrPicture;
import hookline.cli.totp.TotpSecret;
import hookline.settings.Environment;
import hookline.settings.SecondFactorSettings;
import hookline.streams.audit.AuditAct;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hookline totp}. */
@Command(
        name = "totp",
        description = "Has sensitive commands ask for a one-time code of an authenticator app.",
        footer = {"", "Example:", "  hookline totp enroll"},
        mixinStandardHelpOptions = true,
        subcommands = {TotpCommand.Enroll.class, TotpCommand.Verify.class})
final class TotpCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "A command is missing: enroll or verify.");
        }
    }

    @Command(
            name = "enroll",
            description = {
                "Makes a secret, shows it as a QR code, and keeps it in HOOKLINE_HOME once a code of it was typed.",
                "From then on keys, decrypt, erase, password rotate and all that shows payloads asks for a code."
            },
            footer = {"", "Example:", "  hookline totp enroll"},
            mixinStandardHelpOptions = true)
    static final class Enroll implements Callable<Integer> {
        private static final int TRIES = 3;

        @Override
        public Integer call() throws IOException, GeneralSecurityException {
            Logging.ofCommand();
            Environment environment = CliEnvironment.load();
            SecondFactorSettings settings = SecondFactorSettings.from(environment);
            if (settings.secret().isPresent()) {
                throw new CommandFailedException("A secret is set by "
                        + settings.secret().get().origin() + ": change it there, or unset it to keep one here");
            }
            // Who is enrolled already has to show it; otherwise whoever sits down here could enroll another phone.
            SecondFactor.require(environment, "totp enroll");
            TotpSecret secret = TotpSecret.random(new SecureRandom());
            Path file = new Home(settings.home()).totpSecret();
            System.err.println(QrPicture.of(secret.uri(System.getProperty("user.name", "hookline"))));
            System.err.println("Scan it with an authenticator app, or type "
                    + secret.text().replaceAll("(.{4})", "$1 "));
            for (int i = 0; i < TRIES; i++) {
                if (SecondFactor.isCodeOfNow(
                        secret, CodePrompt.terminalOrStdin().ask("The code that it shows now: "))) {
                    CommandAudit.write(environment, AuditAct.TOTP_ENROLLED, file.toString());
                    new Home(settings.home()).write(file, SecondFactor.stored(secret));
                    System.err.println(
                            "Enrolled, in " + file + ". On other hosts set HOOKLINE_TOTP_SECRET_FILE to a copy"
                                    + " of it. Who loses the phone removes that file.");
                    return 0;
                }
                System.err.println("That is not the code of now.");
            }
            throw new CommandFailedException(
                    "Nothing was stored: look whether this host's clock is right, and try again");
        }
    }

    @Command(
            name = "verify",
            description = "Asks for a code, and does nothing else.",
            footer = {"", "Example:", "  hookline totp verify"},
            mixinStandardHelpOptions = true)
    static final class Verify implements Callable<Integer> {
        @Override
        public Integer call() throws IOException, GeneralSecurityException {
            Logging.ofCommand();
            Environment environment = CliEnvironment.load();
            if (SecondFactor.enrolled(SecondFactorSettings.from(environment)).isEmpty()) {
                throw new CommandFailedException("No secret is enrolled: `hookline totp enroll` makes one");
            }
            SecondFactor.require(environment, "totp verify");
            System.err.println("That is right.");
            return 0;
        }
    }
}
