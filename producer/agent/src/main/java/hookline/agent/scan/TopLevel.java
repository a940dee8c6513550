package hookline.agent.scan;

import com.fasterxml.jackson.core.JsonParser;
import hookline.schemas.SessionId;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what a payload says at its top level; the first string of a name counts. For one payload. */
final class TopLevel {
    private static final String SESSION_ID = "session_id";

    /** What says what the event is; however long, it is what a processor judges. */
    private static final Set<String> READ_BY_PROCESSORS =
            Set.of(SESSION_ID, "hook_event_name", "hook_type", "cwd", "tool_name", "model");

    private final boolean cwdMatters;
    private @Nullable String sessionId;
    private @Nullable String cwd;
    private int sessionIds;

    /**
     * Nothing read yet.
     *
     * @param named the session that the caller named, which wins
     * @param cwdMatters whether somebody will ask for it
     */
    TopLevel(@Nullable String named, boolean cwdMatters) {
        this.sessionId = named;
        this.cwdMatters = cwdMatters;
    }

    static boolean isReadByProcessors(String name) {
        return READ_BY_PROCESSORS.contains(name);
    }

    void name(String name) {
        if (name.equals(SESSION_ID)) {
            sessionIds++;
        }
    }

    void text(JsonParser value) throws IOException {
        String name = value.currentName();
        if (sessionId == null && SESSION_ID.equals(name)) {
            sessionId = value.getText();
        } else if (cwd == null && "cwd".equals(name)) {
            cwd = value.getText();
        }
    }

    /** Whether nothing that comes later can change it. */
    boolean isComplete() {
        return sessionId != null && (cwd != null || !cwdMatters);
    }

    boolean isUnambiguous() {
        return sessionIds <= 1;
    }

    String sessionId() {
        return sessionId != null && SessionId.isValid(sessionId) ? sessionId : SessionId.UNKNOWN;
    }

    String cwd() {
        return cwd == null ? "" : cwd;
    }
}
