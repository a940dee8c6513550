package hookline.streams.access;

/** A server does not let its users or connections be managed; the message says why, and what to do. */
public final class AccessRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AccessRefusedException(String message) {
        super(message);
    }

    AccessRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
