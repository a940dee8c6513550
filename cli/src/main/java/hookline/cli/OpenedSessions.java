package hookline.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import hookline.schemas.HookCapture;
import hookline.schemas.RawHook;
import hookline.schemas.UndecodableException;
import hookline.schemas.crypto.Unsealing;
import hookline.settings.SecretSource;
import hookline.streams.SealedSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Opens sealed events to see whose they are; where their input is too broken to say, one that holds the session's id
 * belongs to it.
 */
final class OpenedSessions implements SealedSession {
    private static final JsonFactory JSON = new JsonFactory();

    private final Unsealing unsealing;

    private OpenedSessions(Unsealing unsealing) {
        this.unsealing = unsealing;
    }

    static SealedSession with(Optional<SecretSource> sealingKeyset) {
        if (sealingKeyset.isEmpty()) {
            return CLOSED;
        }
        return new OpenedSessions(SealingKeyset.unsealing(sealingKeyset.get()));
    }

    @Override
    public Optional<Boolean> belongsTo(RawHook event, String sessionId) {
        try {
            HookCapture capture = unsealing.open(event);
            String named = capture.getSessionId();
            return Optional.of(
                    named != null
                            ? named.equals(sessionId)
                            : isOf(
                                    StandardCharsets.UTF_8
                                            .decode(capture.getPayload())
                                            .toString(),
                                    sessionId));
        } catch (UndecodableException e) {
            return Optional.empty();
        }
    }

    private static boolean isOf(String input, String sessionId) {
        try (JsonParser json = JSON.createParser(input)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    boolean isSession = json.currentName().equals("session_id");
                    if (json.nextToken() == JsonToken.VALUE_STRING && isSession) {
                        return json.getText().equals(sessionId);
                    }
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            // What cannot be read is looked through below.
        }
        return input.contains(sessionId);
    }
}
