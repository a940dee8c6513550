package hookline.streams;

/** This process must not run on that Redis; the message says why and what to do. */
public final class LayoutMismatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LayoutMismatchException(String message) {
        super(message);
    }
}
