package hookline.processor.redact;

/** Says that an input could not be inspected and therefore must not leave; its message never quotes the input. */
public final class UnredactableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnredactableException(String reason) {
        super(reason);
    }
}
