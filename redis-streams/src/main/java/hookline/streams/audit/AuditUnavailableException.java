package hookline.streams.audit;

/** Ends what must not be done without being written down; nothing was done yet. */
public final class AuditUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AuditUnavailableException(String message, RuntimeException cause) {
        super(message, cause);
    }
}
