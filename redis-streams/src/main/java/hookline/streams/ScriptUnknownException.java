package hookline.streams;

/** A server does not know a script yet, after a restart, a failover or SCRIPT FLUSH. */
public final class ScriptUnknownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ScriptUnknownException(String message, Throwable cause) {
        super(message, cause);
    }
}
