package hookline.streams;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import hookline.schemas.CopiedRecord;
import hookline.schemas.DeadLetter;
import hookline.schemas.HookType;
import hookline.schemas.SingleObject;
import hookline.schemas.UndecodableException;
import hookline.schemas.copy.CopyKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What a record must be before any of it is brought to Redis, so that a script cannot fail at the second write. */
public final class CopyRules {
    private static final JsonFactory JSON = new JsonFactory();

    /** Above 0-0, and exact in the numbers that Redis's scripts have. */
    private static final Pattern PLACE = Pattern.compile("[1-9]\\d{0,14}-\\d{1,15}");

    private static final Pattern MARK = Pattern.compile("[se]:[0-9a-f]{40}|before");
    private static final long MOST = 1L << 52;

    private CopyRules() {}

    /**
     * Looks at a record.
     *
     * @throws UndecodableException where it is not what an export writes; the message quotes nothing of it
     */
    public static void check(CopiedRecord copied) throws UndecodableException {
        require(copied.getSequence() >= 0 && copied.getSequence() < MOST, "sequence");
        require(copied.getTime() >= 0 && copied.getTime() < MOST, "time");
        require(copied.getPartition() >= 0, "partition");
        switch (copied.getKind()) {
            case CopyKind.HEADER -> require("1".equals(copied.getFields().get("version")), "version");
            case CopyKind.ERASED -> require(MARK.matcher(copied.getId()).matches(), "id");
            case CopyKind.EVENT -> checkEvent(copied);
            case CopyKind.DEAD_LETTER -> {
                require(PLACE.matcher(copied.getEntry()).matches(), "entry");
                require(!copied.getId().isEmpty(), "id");
            }
            case CopyKind.SESSION -> require(!copied.getId().isEmpty(), "id");
            case CopyKind.STATS -> require(isDay(copied.getId()), "id");
            case CopyKind.END -> {}
            default -> throw new UndecodableException("a kind that this version does not know");
        }
    }

    /** Milliseconds since the epoch at which an event fired, or a dead letter's event did; 0 where unknown. */
    static long capturedAt(CopiedRecord copied) {
        try {
            if (copied.getKind().equals(CopyKind.EVENT)) {
                return Instant.parse(head(copied).getOrDefault("timestamp", "")).toEpochMilli();
            }
            DeadLetter letter = SingleObject.DEAD_LETTER.decode(bytes(copied));
            return Math.max(0, letter.getCapturedAt());
        } catch (UndecodableException | DateTimeException e) {
            return 0;
        }
    }

    static byte[] bytes(CopiedRecord copied) {
        ByteBuffer data = copied.getData().duplicate();
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        return bytes;
    }

    private static void checkEvent(CopiedRecord copied) throws UndecodableException {
        require(PLACE.matcher(copied.getEntry()).matches(), "entry");
        require(HookType.parse(copied.getHookType()).isPresent(), "hook_type");
        Map<String, String> line = head(copied);
        require(!copied.getId().isEmpty() && copied.getId().equals(line.get("id")), "id");
        require(copied.getHookType().equals(line.get("hook_type")), "hook_type");
        require(copied.getSessionId().equals(line.get("session_id")), "session_id");
        require(Long.toString(copied.getSequence()).equals(line.get("sequence")), "sequence");
        String bytes = copied.getFields().getOrDefault("bytes", "");
        require(bytes.length() < 16 && !bytes.isEmpty() && bytes.chars().allMatch(Character::isDigit), "bytes");
    }

    /** The top level's plain values; what is nested may be as large as an event. */
    private static Map<String, String> head(CopiedRecord copied) throws UndecodableException {
        Map<String, String> fields = new HashMap<>();
        String text = new String(bytes(copied), StandardCharsets.UTF_8);
        require(text.indexOf('\n') < 0 && text.indexOf('\r') < 0, "line");
        try (JsonParser json = JSON.createParser(text)) {
            require(json.nextToken() == JsonToken.START_OBJECT, "line");
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (json.nextToken().isScalarValue()) {
                    fields.put(name, json.getText());
                } else {
                    json.skipChildren();
                }
            }
            require(json.nextToken() == null, "line");
        } catch (IOException e) {
            throw new UndecodableException("line is not what was published");
        }
        return fields;
    }

    private static boolean isDay(String text) {
        try {
            return LocalDate.parse(text).getYear() > 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static void require(boolean holds, String field) throws UndecodableException {
        if (!holds) {
            throw new UndecodableException(field + " is not what an export writes");
        }
    }
}
