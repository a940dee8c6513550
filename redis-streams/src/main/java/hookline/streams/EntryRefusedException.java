package hookline.streams;

/** Redis refuses one entry for what it is, such as its size, and always will. */
public final class EntryRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EntryRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
