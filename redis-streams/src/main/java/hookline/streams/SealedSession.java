package hookline.streams;

import hookline.schemas.RawHook;
import java.util.Optional;

/** Looks into a sealed event that does not say outside whose session it is. */
@FunctionalInterface
public interface SealedSession {
    /** For those who hold no key. */
    SealedSession CLOSED = (event, sessionId) -> Optional.empty();

    /** Whether it belongs to this session; empty where it cannot be opened. */
    Optional<Boolean> belongsTo(RawHook event, String sessionId);
}
