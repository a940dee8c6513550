package hookline.benchmarks;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** A Redis of whatever form that knows how many events were committed to it. */
interface MeasuredRedis extends AutoCloseable {
    /** Settings that lead to it. */
    Map<String, String> settings();

    /** Asks how many there are, whatever retention has removed of them since. */
    CompletionStage<Long> committed();

    @Override
    void close() throws IOException;
}
