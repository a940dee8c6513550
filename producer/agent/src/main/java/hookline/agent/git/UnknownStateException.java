package hookline.agent.git;

import java.io.IOException;

/** It cannot be told what is checked out, or not at a bounded cost. */
final class UnknownStateException extends IOException {
    private static final long serialVersionUID = 1L;

    UnknownStateException(String message) {
        super(message);
    }
}
