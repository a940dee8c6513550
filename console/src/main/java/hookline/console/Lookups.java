package hookline.console;

import com.fasterxml.jackson.core.JsonGenerator;
import hookline.schemas.UndecodableException;
import hookline.schemas.crypto.PayloadDecryption;
import hookline.streams.Layout;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.StoredEvents;
import hookline.streams.StoredSessions;
import hookline.streams.StoredSessions.StoredSession;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers single questions with JSON, each over a connection of its own. Thread-safe. */
final class Lookups {
    private static final int MOST_SESSIONS = 500;

    private final Redis redis;
    private final Optional<PayloadDecryption> decryption;

    Lookups(Redis redis, Optional<PayloadDecryption> decryption) {
        this.redis = redis;
        this.decryption = decryption;
    }

    /** The sessions that were seen last, the newest first. */
    String sessions() {
        try (RedisLink link = redis.link()) {
            List<StoredSession> sessions = Layout.stored(link)
                    .map(layout -> new StoredSessions(link, layout).newest(MOST_SESSIONS))
                    .orElse(List.of());
            return JsonText.of(json -> {
                json.writeStartArray();
                for (StoredSession session : sessions) {
                    write(json, session);
                }
                json.writeEndArray();
            });
        }
    }

    /** Empty where nothing is known of it. */
    Optional<String> session(String sessionId) {
        return find(sessionId).map(session -> JsonText.of(json -> write(json, session)));
    }

    Optional<StoredSession> find(String sessionId) {
        try (RedisLink link = redis.link()) {
            return Layout.stored(link).flatMap(layout -> new StoredSessions(link, layout).find(sessionId));
        }
    }

    /** The published line, with the payload in the clear where there is a key for it. */
    Optional<String> event(String id) {
        try (RedisLink link = redis.link()) {
            return new StoredEvents(link).find(id).map(this::decrypted);
        }
    }

    private String decrypted(String line) {
        try {
            return decryption.isPresent() ? decryption.get().decrypt(line) : line;
        } catch (UndecodableException e) {
            // Encrypted with another key, or none: as it is, it still shows what is around the payload.
            return line;
        }
    }

    private static void write(JsonGenerator json, StoredSession session) throws IOException {
        json.writeStartObject();
        json.writeStringField("session", session.id());
        json.writeNumberField("first", session.firstSeen().toEpochMilli());
        json.writeNumberField("last", session.lastSeen().toEpochMilli());
        json.writeNumberField("seq", session.number("sequence"));
        json.writeStringField("cwd", session.text("cwd"));
        json.writeStringField("model", session.text("model"));
        json.writeStringField("status", session.text("status"));
        json.writeObjectFieldStart("counts");
        for (Map.Entry<String, Long> count : session.counts().entrySet()) {
            json.writeNumberField(count.getKey(), count.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
