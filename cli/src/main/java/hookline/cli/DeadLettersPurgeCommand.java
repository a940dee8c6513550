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

/** {@code hookline dead-letters purge}: for good, so it asks first. */
@Command(
        name = "purge",
        description = "Removes dead letters and their events for good.",
        footer = {"", "Example:", "  hookline dead-letters purge --reason NOT_JSON"},
        mixinStandardHelpOptions = true)
final class DeadLettersPurgeCommand implements Callable<Integer> {
    @Mixin
    private DeadLetterChoice choice = new DeadLetterChoice();

    @Option(names = "--yes", description = "do not ask")
    private boolean yes;

    @Option(names = "--json", description = "print the count as one JSON object")
    private boolean json;

    private long purged;

    @Override
    public Integer call() throws IOException, GeneralSecurityException {
        Logging.ofCommand();
        Environment environment = CliEnvironment.load();
        ErasureSettings settings = ErasureSettings.from(environment);
        if (!yes) {
            Confirmation.ask("This removes events for good that were never processed", "purge");
        }
        CommandAudit.write(environment, AuditAct.DEAD_LETTERS_PURGED, choice.text());
        StopSignal stop = ShutdownSignal.install();
        Progress progress = Progress.onTerminal();
        DeadLettersCommand.onAllPartitions(settings, partitions -> {
            choice.forEach(partitions, stop, (letters, letter) -> {
                purged += letters.remove(letter) ? 1 : 0;
                progress.show(purged + " purged");
            });
            return purged;
        });
        progress.end();
        System.out.println(json ? JsonLine.of("purged", purged) : purged + " dead letters are gone");
        return stop.isRequested() ? 1 : 0;
    }
}
