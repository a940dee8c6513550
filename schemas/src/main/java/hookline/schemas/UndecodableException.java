package hookline.schemas;

/** Says that bytes could not be read or opened, in words that quote none of them. */
public final class UndecodableException extends Exception {
    private static final long serialVersionUID = 1L;

    public UndecodableException(String message) {
        super(message);
    }
}
