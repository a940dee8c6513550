package hookline.agent;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import hookline.streams.RedisOutage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What is logged about a Redis that is away while this is open: every try, and what an operator sees of them. */
final class OutageLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger(RedisOutage.class);
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

    static OutageLog open() {
        OutageLog log = new OutageLog();
        log.start();
        log.logger.setLevel(Level.DEBUG);
        log.logger.setAdditive(false);
        log.logger.addAppender(log);
        return log;
    }

    /** Milliseconds waited after each failed try. */
    List<Long> delays() {
        return events.stream()
                .filter(event -> event.getLevel() == Level.DEBUG)
                .map(event -> (Long) event.getArgumentArray()[2])
                .toList();
    }

    int tries() {
        return delays().size();
    }

    List<String> warnings() {
        return ofLevel(Level.WARN);
    }

    List<String> notes() {
        return ofLevel(Level.INFO);
    }

    private List<String> ofLevel(Level level) {
        return events.stream()
                .filter(event -> event.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    protected void append(ILoggingEvent event) {
        events.add(event);
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setAdditive(true);
        logger.setLevel(null);
        stop();
    }
}
