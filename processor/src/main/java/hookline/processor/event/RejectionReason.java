package hookline.processor.event;

/** Why an event ended as a dead letter; a name never changes, since dead letters and alerts carry it. */
public enum RejectionReason {
    ENTRY_MALFORMED("the stream entry has neither a sealed event nor a payload"),
    NOT_SEALED("the entry came plain, and HOOKLINE_REQUIRE_SEALED is true"),
    NOT_OPENED("the sealed event cannot be opened: another key sealed it, or it was changed on the way"),
    ID_INVALID("the event id is not 1 to 128 letters, digits, dots, dashes, colons or underscores"),
    EMPTY("there is no input"),
    OVERSIZE("the input is larger than HOOKLINE_MAX_PAYLOAD_SIZE"),
    NOT_UTF8("the input is not UTF-8"),
    NOT_JSON("the input is not one well-formed JSON value"),
    NOT_AN_OBJECT("the input is JSON, but no object"),
    TOO_DEEP("the input is nested deeper than 64 levels"),
    NUMBER_TOO_LONG("the input has a number of more than 1,000 characters"),
    NAME_TOO_LONG("the input has a name of more than 512 characters"),
    DUPLICATE_NAME("an object of the input has the same name twice"),
    HOOK_TYPE_MISSING("neither the caller nor the input says what fired"),
    HOOK_TYPE_INVALID("the hook type is not a letter and up to 63 letters, digits or underscores"),
    HOOK_TYPE_UNKNOWN("the hook type is not known, and HOOKLINE_UNKNOWN_EVENTS is reject"),
    FIELD_MISSING("a field is missing without which this hook type says nothing"),
    FIELD_TYPE("a field without which this hook type says nothing has another type"),
    SESSION_ID_MISSING("neither the caller nor the input names a session"),
    SESSION_ID_INVALID("the session id is not 1 to 256 characters without control characters"),
    WRONG_PARTITION("the session belongs to another partition than the stream it came by"),
    SECRET_IN_IDENTITY("the event id, the session id or the hook type looks like a secret"),
    REDACTION_FAILED("redaction failed, so nothing of the event may leave"),
    ENCRYPTION_FAILED("encryption failed, so nothing of the event may leave"),
    PROCESSING_FAILED("the processor failed on this event"),
    POISONOUS("the event was delivered too often without being committed"),
    KEY_IN_THE_WAY("a key of another type stands where the event or its session belongs"),
    REFUSED_BY_REDIS("Redis refuses the event for its size"),
    TOO_OLD("the event was not processed within HOOKLINE_RAW_MAX_AGE");

    private final String explanation;

    RejectionReason(String explanation) {
        this.explanation = explanation;
    }

    /** In words, for people. */
    public String explanation() {
        return explanation;
    }
}
