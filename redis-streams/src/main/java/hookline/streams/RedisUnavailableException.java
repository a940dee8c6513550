package hookline.streams;

/** Redis is away or refuses for now: nothing is lost, whoever gets this keeps what it holds and tries again later. */
public final class RedisUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RedisUnavailableException(String message) {
        super(message);
    }

    RedisUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
