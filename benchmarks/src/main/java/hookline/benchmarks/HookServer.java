package hookline.benchmarks;

import java.io.IOException;

/** An HTTP server on the loopback address that takes events at one path, and does nothing at another. */
interface HookServer extends AutoCloseable {
    String HOOK = "/hook";
    String EMPTY = "/empty";

    /** Starts one. */
    @FunctionalInterface
    interface Start {
        HookServer in(Workplace place) throws Exception;
    }

    int port();

    @Override
    void close() throws IOException;
}
