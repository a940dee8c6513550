package hookline.settings;

/** What becomes of a well-formed event whose type is not on the list. */
public enum UnknownEvents {
    ACCEPT,
    REJECT
}
