package hookline.settings;

/** A secret cannot be had right now; the message names the setting and the repair, and never holds the secret. */
public final class SecretUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SecretUnavailableException(String message) {
        super(message);
    }
}
