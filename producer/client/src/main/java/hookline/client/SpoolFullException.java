package hookline.client;

import java.io.IOException;
import java.nio.file.Path;

/** The spool holds as much as it may, so an event was not kept; it was counted. */
public final class SpoolFullException extends IOException {
    private static final long serialVersionUID = 1L;

    SpoolFullException(Path spool) {
        super(spool + " is full: start the agent, or give it a Redis that answers, or raise HOOKLINE_SPOOL_MAX_BYTES");
    }
}
