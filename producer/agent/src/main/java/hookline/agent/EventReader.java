package hookline.agent;

import hookline.client.SpooledHook;
import hookline.schemas.HookCapture;
import hookline.schemas.RawHook;
import hookline.schemas.Version;
import hookline.schemas.crypto.Sealing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Reads spooled events and seals them under their identity; one too large is cut one byte after the limit. */
final class EventReader {
    private static final String PLATFORM = platform(System.getProperty("os.name", ""));

    private final Sealing sealing;
    private final int maxPayloadSize;
    private final SessionIdReader sessionIds = new SessionIdReader();

    EventReader(Sealing sealing, int maxPayloadSize) {
        this.sealing = sealing;
        this.maxPayloadSize = maxPayloadSize;
    }

    /**
     * An event as it was read.
     *
     * @param sessionId the one it belongs to, or {@link hookline.schemas.SessionId#UNKNOWN}
     */
    record Read(SpooledHook hook, String sessionId) {}

    Read read(Path file, String id) throws IOException {
        SpooledHook hook = SpooledHook.read(file, id, maxPayloadSize);
        return new Read(hook, sessionIds.of(hook));
    }

    RawHook seal(Read event, long sequence) {
        SpooledHook hook = event.hook();
        return sealing.seal(
                hook.id(),
                event.sessionId(),
                sequence,
                hook.capturedAt(),
                new HookCapture(
                        hook.payload(),
                        hook.hookType(),
                        hook.sessionId(),
                        PLATFORM,
                        "",
                        "",
                        Version.userAgent(),
                        hook.truncated(),
                        0L));
    }

    static String platform(String osName) {
        String name = osName.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return "darwin";
        }
        return name.startsWith("windows") ? "windows" : name;
    }
}
