package hookline.console;

import com.fasterxml.jackson.core.JsonGenerator;
import hookline.schemas.UndecodableException;
import hookline.schemas.crypto.PayloadDecryption;
import hookline.streams.Layout;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.SessionIndex;
import hookline.streams.SessionIndex.SessionFacts;
import hookline.streams.StoredEvents;
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
            List<SessionFacts> sessions = index(link).newest(MOST_SESSIONS);
            return JsonText.of(json -> {
                json.writeStartArray();
                for (SessionFacts session : sessions) {
                    write(json, session);
                }
                json.writeEndArray();
            });
        }
    }

    /** Empty where nothing is known of it. */
    Optional<String> session(String sessionId) {
        return facts(sessionId).map(facts -> JsonText.of(json -> write(json, facts)));
    }

    Optional<SessionFacts> facts(String sessionId) {
        try (RedisLink link = redis.link()) {
            return index(link).find(sessionId);
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

    private static SessionIndex index(RedisLink link) {
        return new SessionIndex(
                link, Layout.stored(link).map(Layout::partitions).orElse(0));
    }

    private static void write(JsonGenerator json, SessionFacts session) throws IOException {
        json.writeStartObject();
        json.writeStringField("session", session.sessionId());
        json.writeNumberField("first", session.firstSeen().toEpochMilli());
        json.writeNumberField("last", session.lastSeen().toEpochMilli());
        json.writeNumberField("seq", session.sequence());
        json.writeStringField("cwd", session.cwd());
        json.writeStringField("model", session.model());
        json.writeStringField("status", session.status());
        json.writeObjectFieldStart("counts");
        for (Map.Entry<String, Long> count : session.counts().entrySet()) {
            json.writeNumberField(count.getKey(), count.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
