package hookline.cli;

import hookline.processor.ConfiguredRedaction;
import hookline.processor.redact.InvalidRulesException;
import hookline.schemas.HookCapture;
import hookline.schemas.SingleObject;
import hookline.schemas.UndecodableException;
import hookline.schemas.crypto.Unsealing;
import hookline.settings.Environment;
import hookline.settings.ErasureSettings;
import hookline.settings.RedactionSettings;
import hookline.settings.SecretSource;
import hookline.streams.StoredLetters.StoredLetter;
import hookline.streams.audit.AuditAct;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hookline dead-letters show}: the event itself only with the key, and only after that was written down. */
@Command(
        name = "show",
        description = {
            "Shows one dead letter as JSON.",
            "With --payload also its event, opened with HOOKLINE_SEALING_KEYSET and redacted; this is audited."
        },
        footer = {"", "Example:", "  hookline dead-letters show 52c2211f-0b9a-444d-81c1-8310d17b1789 --payload"},
        mixinStandardHelpOptions = true)
final class DeadLettersShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "id of the event")
    private String id = "";

    @Option(names = "--payload", description = "print the redacted event on a second line")
    private boolean payload;

    @Override
    public Integer call() throws IOException, GeneralSecurityException {
        Logging.ofCommand();
        Environment environment = CliEnvironment.load();
        if (payload) {
            SecondFactor.require(environment, "dead-letters show");
        }
        ErasureSettings settings = ErasureSettings.from(environment);
        StoredLetter letter = DeadLettersCommand.onAllPartitions(settings, partitions -> partitions.stream()
                        .map(letters -> letters.find(id))
                        .flatMap(Optional::stream)
                        .findFirst())
                .orElseThrow(() -> new CommandFailedException(
                        "There is no dead letter " + id + ": `hookline dead-letters list` shows which there are"));
        System.out.println(DeadLettersListCommand.json(letter));
        if (payload) {
            ByteBuffer sealed = letter.sealed()
                    .orElseThrow(() -> new CommandFailedException(
                            "This letter was buried without its event, since reading it ended the processors"));
            Unsealing unsealing = unsealing(settings.sealingKeyset());
            CommandAudit.write(environment, AuditAct.DEAD_LETTER_OPENED, id);
            System.out.println(redacted(environment, open(unsealing, sealed)));
        }
        return 0;
    }

    private static String open(Unsealing unsealing, ByteBuffer sealed) {
        byte[] bytes = new byte[sealed.remaining()];
        sealed.duplicate().get(bytes);
        try {
            HookCapture capture = unsealing.open(SingleObject.RAW_HOOK.decode(bytes));
            return StandardCharsets.UTF_8.decode(capture.getPayload()).toString();
        } catch (UndecodableException e) {
            throw new CommandFailedException("The event does not open: " + e.getMessage());
        }
    }

    private static String redacted(Environment environment, String input) throws IOException {
        try {
            return ConfiguredRedaction.of(RedactionSettings.from(environment))
                    .text(input)
                    .text();
        } catch (InvalidRulesException e) {
            throw new CommandFailedException(Objects.requireNonNullElse(e.getMessage(), ""));
        }
    }

    private static Unsealing unsealing(Optional<SecretSource> keyset) {
        return SealingKeyset.unsealing(keyset.orElseThrow(() -> new CommandFailedException(
                "No key to open it with: set HOOKLINE_SEALING_KEYSET_FILE to the private sealing keyset's file")));
    }
}
