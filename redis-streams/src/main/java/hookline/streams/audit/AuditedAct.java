package hookline.streams.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * Who did what, before it has a place in a chain.
 *
 * @param who user and host of the operating system
 * @param redisUser the user that Redis knows
 * @param subject names, marks and key ids; never a value
 * @param count how many, where that says anything; else 0
 */
public record AuditedAct(Instant time, String who, String redisUser, AuditAct act, String subject, long count) {
    /** The entry behind this one; the first where there is none. */
    AuditEntry behind(Optional<AuditEntry> last, AuditKeys keys) {
        long number = last.map(AuditEntry::position).orElse(0L) + 1;
        return keys.sign(new AuditEntry(
                Long.toString(number),
                time.toString(),
                who,
                redisUser,
                act.wireName(),
                subject,
                Long.toString(count),
                keys.signing(),
                last.map(AuditEntry::mac).orElse(""),
                ""));
    }
}
