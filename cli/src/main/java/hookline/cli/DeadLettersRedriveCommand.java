package hookline.cli;

import hookline.settings.Environment;
import hookline.settings.ErasureSettings;
import hookline.streams.StopSignal;
import hookline.streams.audit.AuditAct;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hookline dead-letters redrive}: an event goes through the pipeline again under its own id, and is in one place. */
@Command(
        name = "redrive",
        description = {
            "Sends dead letters through the pipeline again, after what was wrong has been mended.",
            "Each keeps its id, session and sequence. What still cannot be processed becomes a dead letter again."
        },
        footer = {"", "Example:", "  hookline dead-letters redrive --reason NOT_OPENED"},
        mixinStandardHelpOptions = true)
final class DeadLettersRedriveCommand implements Callable<Integer> {
    @Mixin
    private DeadLetterChoice choice = new DeadLetterChoice();

    @Option(names = "--json", description = "print the counts as one JSON object")
    private boolean json;

    private long redriven;
    private long without;

    @Override
    public Integer call() throws IOException, GeneralSecurityException {
        Logging.ofCommand();
        Environment environment = CliEnvironment.load();
        CommandAudit.write(environment, AuditAct.DEAD_LETTERS_REDRIVEN, choice.text());
        StopSignal stop = ShutdownSignal.install();
        Progress progress = Progress.onTerminal();
        DeadLettersCommand.onAllPartitions(ErasureSettings.from(environment), partitions -> {
            choice.forEach(partitions, stop, (letters, letter) -> {
                if (letter.sealed().isEmpty()) {
                    without++;
                } else if (letters.redrive(letter)) {
                    redriven++;
                }
                progress.show(redriven + " redriven");
            });
            return redriven;
        });
        progress.end();
        System.out.println(
                json
                        ? JsonLine.of("redriven", redriven, "without_event", without)
                        : redriven + " dead letters go through the pipeline again");
        if (without > 0) {
            System.err.println(without + " were buried without their event and stay; `hookline dead-letters purge`"
                    + " removes them.");
        }
        return stop.isRequested() ? 1 : 0;
    }
}
