package hookline.streams.audit;

import java.util.Locale;

/** What is audited; a name never changes, since entries carry it. */
public enum AuditAct {
    ERASURE_STARTED,
    ERASURE_ENDED,
    EVENTS_DECRYPTED,
    DEAD_LETTER_OPENED,
    DEAD_LETTERS_REDRIVEN,
    DEAD_LETTERS_PURGED,
    KEYS_CREATED,
    KEYS_ROTATED,
    KEYS_RETIRED,
    EVENTS_REENCRYPTED,
    PASSWORD_ROTATION_STARTED,
    PASSWORD_ROTATION_ENDED,
    LOGIN_FAILED,
    SECOND_FACTOR_PASSED,
    SECOND_FACTOR_REFUSED,
    TOTP_ENROLLED,
    PRIVACY_WEAKENED,
    /** What went before is gone by age; the entry says up to where, so that the rest can be checked without it. */
    AUDIT_TRIMMED;

    /** As entries carry it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
