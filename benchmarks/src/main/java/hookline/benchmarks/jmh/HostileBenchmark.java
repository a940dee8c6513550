package hookline.benchmarks.jmh;

import hookline.processor.redact.Redacted;
import hookline.processor.redact.SecretRedaction;
import hookline.processor.redact.UnredactableException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** An event with a hostile text in it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class HostileBenchmark {
    @Param({"DOTS"})
    public HostileText text = HostileText.DOTS;

    @Param({"1048576"})
    public int characters;

    private final SecretRedaction redaction = SecretRedaction.standard();
    private String event = "";

    @Setup
    public void invent() {
        event = text.event(characters);
    }

    @Benchmark
    public Redacted redact() {
        try {
            return redaction.json(event);
        } catch (UnredactableException e) {
            // Refusing it is an outcome as well.
            return new Redacted("", List.of());
        }
    }
}
