package hookline.cli;

import hookline.schemas.HookType;
import hookline.streams.EventLog.LogEntry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which events somebody wants to see; empty for all. */
record EventFilter(Optional<String> session, Optional<String> hookType) {
    static EventFilter of(@Nullable String session, @Nullable String type) {
        Optional<String> wireName = Optional.ofNullable(type).map(name -> HookType.parse(name)
                .orElseThrow(() -> new CommandFailedException("No hook type can be called " + name))
                .wireName());
        return new EventFilter(Optional.ofNullable(session), wireName);
    }

    boolean matches(LogEntry entry) {
        return matchesSession(entry.sessionId())
                && hookType.map(entry.hookType()::equals).orElse(true);
    }

    boolean matchesSession(String sessionId) {
        return session.map(sessionId::equals).orElse(true);
    }
}
