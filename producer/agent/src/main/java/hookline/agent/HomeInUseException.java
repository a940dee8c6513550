package hookline.agent;

/** Another agent drains this home; the message says which process it is and what to do. */
public final class HomeInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HomeInUseException(String message) {
        super(message);
    }
}
