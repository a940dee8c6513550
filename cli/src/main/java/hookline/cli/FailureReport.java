package hookline.cli;

import hookline.agent.HomeInUseException;
import hookline.cli.hooks.SettingsRefusedException;
import hookline.settings.InvalidSettingsException;
import hookline.settings.SecretUnavailableException;
import hookline.streams.LayoutMismatchException;
import hookline.streams.RedisUnavailableException;
import hookline.streams.access.AccessRefusedException;
import hookline.streams.audit.AuditUnavailableException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.security.GeneralSecurityException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what ended a command into a line that says what happened and what to do, and exit code 1. */
final class FailureReport implements IExecutionExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(FailureReport.class);

    @Override
    public int handleExecutionException(Exception failure, CommandLine commandLine, ParseResult parsed) {
        for (String line : lines(failure)) {
            commandLine.getErr().println("hookline: " + line);
        }
        commandLine.getErr().flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    static List<String> lines(Exception failure) {
        if (failure instanceof InvalidSettingsException invalid) {
            return invalid.problems();
        }
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof RedisUnavailableException) {
            return List.of(message + ". `hookline doctor` checks what leads to it.");
        }
        if (failure instanceof IOException && message.contains("No space left on device")) {
            return List.of(message + ": free some, or set HOOKLINE_HOME to a folder on another disk.");
        }
        if (failure instanceof FileSystemException file) {
            String reason = file.getReason() == null ? failure.getClass().getSimpleName() : file.getReason();
            return List.of(file.getFile() + ": " + reason + ". Check its rights and the space on its disk.");
        }
        if (failure instanceof IOException
                || failure instanceof GeneralSecurityException
                || failure instanceof CommandFailedException
                || failure instanceof SettingsRefusedException
                || failure instanceof HomeInUseException
                || failure instanceof AccessRefusedException
                || failure instanceof AuditUnavailableException
                || failure instanceof LayoutMismatchException
                || failure instanceof SecretUnavailableException) {
            return List.of(message);
        }
        log.error("A command ended by a bug", failure);
        return List.of("This is a bug: " + failure.getClass().getName() + ". The log above says where.");
    }
}
