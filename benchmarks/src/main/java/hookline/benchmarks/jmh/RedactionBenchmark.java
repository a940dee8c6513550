package hookline.benchmarks.jmh;

import hookline.processor.redact.SecretRedaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** A whole session's events, redacted or only parsed and written again; both from a string to a string. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class RedactionBenchmark {
    public static final int EVENTS = 300;

    private final SecretRedaction redaction = SecretRedaction.standard();
    private List<String> events = List.of();

    /** How many bytes the events of a session have together. */
    public static long bytes() throws IOException {
        return SessionEvents.mixed(EVENTS).stream()
                .mapToLong(event -> event.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    @Setup
    public void invent() throws IOException {
        events = SessionEvents.mixed(EVENTS);
    }

    @Benchmark
    public void redact(Blackhole sink) {
        events.forEach(event -> sink.consume(redaction.json(event)));
    }

    @Benchmark
    public void parseAndWrite(Blackhole sink) {
        events.forEach(event -> sink.consume(JacksonCopy.of(event)));
    }
}
