package hookline.streams.audit;

import hookline.schemas.crypto.AssociatedFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One act in a chain, each value exactly as it is written down, so that no other way to write it has the same MAC.
 *
 * @param number position in the chain, from 1
 * @param time when it was done, by the clock of whoever did it
 * @param who user and host of the operating system
 * @param redisUser the user that Redis knows
 * @param subject names, marks and key ids; never a value
 * @param count how many, where that says anything; else 0
 * @param key the id of the key that signed it, or {@link AuditKeys#UNSIGNED}
 * @param previous the MAC of the entry before; empty for the first
 * @param mac over all other fields
 */
public record AuditEntry(
        String number,
        String time,
        String who,
        String redisUser,
        String act,
        String subject,
        String count,
        String key,
        String previous,
        String mac) {
    private static final String FORMAT = "hookline-audit-1";
    private static final List<String> NAMES =
            List.of("number", "time", "who", "redis_user", "act", "subject", "count", "key", "previous", "mac");

    /** Reads one; empty where a field is missing or there is another one. */
    public static Optional<AuditEntry> of(Map<String, String> fields) {
        if (fields.size() != NAMES.size() || !fields.keySet().containsAll(NAMES)) {
            return Optional.empty();
        }
        List<String> values =
                NAMES.stream().map(name -> fields.getOrDefault(name, "")).toList();
        return Optional.of(new AuditEntry(
                values.get(0),
                values.get(1),
                values.get(2),
                values.get(3),
                values.get(4),
                values.get(5),
                values.get(6),
                values.get(7),
                values.get(8),
                values.get(9)));
    }

    /** Names and values, in the order in which they are signed. */
    public Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        List<String> values = values();
        for (int i = 0; i < NAMES.size(); i++) {
            fields.put(NAMES.get(i), values.get(i));
        }
        return fields;
    }

    /** Its position, or 0 where that is no number. */
    public long position() {
        return number.matches("[1-9]\\d{0,17}") ? Long.parseLong(number) : 0;
    }

    public boolean isSigned() {
        return !key.equals(AuditKeys.UNSIGNED);
    }

    /** What the MAC is made of. */
    byte[] signedBytes() {
        List<String> signed = new ArrayList<>(List.of(FORMAT));
        signed.addAll(values().subList(0, NAMES.size() - 1));
        return AssociatedFields.of(signed.toArray(String[]::new));
    }

    AuditEntry withMac(String value) {
        return new AuditEntry(number, time, who, redisUser, act, subject, count, key, previous, value);
    }

    private List<String> values() {
        return List.of(number, time, who, redisUser, act, subject, count, key, previous, mac);
    }
}
