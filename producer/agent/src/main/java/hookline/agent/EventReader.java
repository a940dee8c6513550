package hookline.agent;

import hookline.agent.git.GitContext;
import hookline.agent.git.GitState;
import hookline.agent.scan.EventScan;
import hookline.agent.scan.Scanned;
import hookline.client.SpooledHook;
import hookline.schemas.HookCapture;
import hookline.schemas.RawHook;
import hookline.schemas.Version;
import hookline.schemas.crypto.Sealing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Reads spooled events, takes their bulk out and seals them under their identity; one too large is cut one byte after
 * the limit.
 */
final class EventReader {
    private static final String PLATFORM = platform(System.getProperty("os.name", ""));

    private final Sealing sealing;
    private final int maxPayloadSize;
    private final EventScan scan;
    private final GitContext git;

    EventReader(Sealing sealing, int maxPayloadSize, boolean trim, GitContext git) {
        this.sealing = sealing;
        this.maxPayloadSize = maxPayloadSize;
        this.scan = new EventScan(trim);
        this.git = git;
    }

    /** An event as it was read, and what was found in it. */
    record Read(SpooledHook hook, Scanned found) {
        /** The one it belongs to, or {@link hookline.schemas.SessionId#UNKNOWN}. */
        String sessionId() {
            return found.sessionId();
        }
    }

    Read read(Path file, String id) throws IOException {
        SpooledHook hook = SpooledHook.read(file, id, maxPayloadSize);
        return new Read(hook, scan.of(hook));
    }

    RawHook seal(Read event, long sequence) {
        SpooledHook hook = event.hook();
        // What is true of this host says nothing about another.
        GitState state = hook.fromThisHost() ? git.of(event.found().cwd(), hook.capturedAt()) : GitState.UNKNOWN;
        return sealing.seal(
                hook.id(),
                event.sessionId(),
                sequence,
                hook.capturedAt(),
                new HookCapture(
                        event.found().payload(),
                        hook.hookType(),
                        hook.sessionId(),
                        hook.fromThisHost() ? PLATFORM : "",
                        state.branch(),
                        state.status(),
                        Version.userAgent(),
                        hook.truncated(),
                        event.found().trimmedBytes()));
    }

    static String platform(String osName) {
        String name = osName.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return "darwin";
        }
        return name.startsWith("windows") ? "windows" : name;
    }
}
