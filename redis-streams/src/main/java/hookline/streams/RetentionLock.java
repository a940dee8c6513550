package hookline.streams;

import static hookline.streams.Script.utf8;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one retention worker at a time work on a Redis, whatever host it runs on; that of one which died runs out by
 * itself.
 *
 * <p>It saves work and does not guard data: a step of one that has lost it unnoticed is as harmless as any. Works on a
 * full Redis too. For one thread at a time.
 */
public final class RetentionLock {
    /** Many times what a step may take, and short enough to wait for. */
    public static final Duration LEASE = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(RetentionLock.class);
    private static final Script HOLD = Script.named("hold-retention-lock.lua");
    private static final Script RELEASE = Script.named("release-retention-lock.lua");
    private static final List<String> KEYS = List.of(Keys.RETENTION_LOCK);

    private final RedisLink link;
    private final String token;

    /**
     * Prepares it; does no I/O.
     *
     * @param holder who asks, for those who look at the key
     */
    public RetentionLock(RedisLink link, String holder) {
        this.link = link;
        this.token = holder + " " + UUID.randomUUID();
    }

    /** Whether it is held from now on; where this is what took it before, it still is. */
    public boolean take() {
        return hold("take");
    }

    /** Holds it for as long again; false where it has run out, or is another's. */
    public boolean renew() {
        return hold("renew");
    }

    /** Gives it back where it is still held; one that cannot be given back runs out. */
    public void release() {
        try {
            RELEASE.integer(link, KEYS, List.of(utf8(token)));
        } catch (RedisUnavailableException e) {
            log.debug("The lock of retention was not given back, and runs out by itself: {}", e.getMessage());
        }
    }

    private boolean hold(String how) {
        return HOLD.integer(link, KEYS, List.of(utf8(token), utf8(Long.toString(LEASE.toMillis())), utf8(how))) == 1;
    }
}
