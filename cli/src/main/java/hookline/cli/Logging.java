package hookline.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import hookline.settings.LogFormat;
import hookline.settings.LogLevel;
import hookline.settings.LogSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Decides what a process logs and where to; never to stdout, which belongs to data. */
final class Logging {
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{0}: %msg%n";

    private Logging() {}

    /** For commands that do one thing: only what went wrong. */
    static void ofCommand() {
        toStderr(Level.WARN, lines());
    }

    /** For services. */
    static void ofService(LogSettings settings) {
        toStderr(Level.toLevel(settings.level().name()), settings.format() == LogFormat.JSON ? jsonObjects() : lines());
    }

    /** To a file, all of it. */
    static void toFile(Path file, LogLevel level) {
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setFile(file.toString());
        install(appender, Level.toLevel(level.name()), lines());
    }

    private static void toStderr(Level level, Encoder<ILoggingEvent> encoder) {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setTarget("System.err");
        install(appender, level, encoder);
    }

    private static Encoder<ILoggingEvent> lines() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(PATTERN);
        return encoder;
    }

    /** The names are Logback's; times are milliseconds since 1970. */
    private static Encoder<ILoggingEvent> jsonObjects() {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMDC(false);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithFormattedMessage(true);
        return encoder;
    }

    private static void install(
            OutputStreamAppender<ILoggingEvent> appender, Level level, Encoder<ILoggingEvent> encoder) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        encoder.setContext(context);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN);
        root.addAppender(appender);
        // Libraries log what they send and receive; ours does not.
        context.getLogger("hookline").setLevel(level);
    }
}
