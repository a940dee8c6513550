package hookline.streams;

/** The consumer group is gone, by FLUSHALL, XGROUP DESTROY or a lost stream: make it anew and read on. */
public final class GroupLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GroupLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
