package hookline.processor;

import hookline.benchmarks.jmh.JacksonCopy;
import hookline.benchmarks.jmh.SessionEvents;
import hookline.schemas.HookCapture;
import hookline.schemas.RawHook;
import hookline.schemas.SingleObject;
import hookline.schemas.crypto.Keysets;
import hookline.schemas.crypto.Sealing;
import hookline.streams.Commit;
import hookline.streams.RawEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One event of 1 KB through all stages, from the sealed entry to the line that is published, or only parsed and written.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StagesBenchmark {
    private static final Instant FIRED = Instant.parse("2026-11-22T10:30:22.123Z");

    private final String event = SessionEvents.ofOneKilobyte();
    private @Nullable AllStages stages;
    private @Nullable RawEntry entry;

    @Setup
    public void seal() throws GeneralSecurityException {
        InstantSource clock = InstantSource.fixed(FIRED.plusMillis(40));
        String sealingKeyset = Keysets.newSealingKeyset();
        stages = AllStages.with(sealingKeyset, Keysets.newEncryptionKeyset(), clock);
        HookCapture capture = new HookCapture(
                ByteBuffer.wrap(event.getBytes(StandardCharsets.UTF_8)),
                null,
                null,
                "linux",
                "main",
                "clean",
                "hookline/bench",
                false,
                0L);
        RawHook hook = Sealing.to(Keysets.publicHalf(sealingKeyset), clock)
                .seal(
                        "6f2a9c14-0b1d-4c57-9a3e-2f1c8d7b6a51",
                        "6f2a9c14-0b1d-4c57-9a3e-2f1c8d7b6a50",
                        7,
                        FIRED,
                        capture);
        entry = new RawEntry(
                FIRED.toEpochMilli() + "-0", Map.of(RawEntry.SEALED, SingleObject.RAW_HOOK.encode(hook)), 1);
        if (!(stages() instanceof Commit.Store)) {
            throw new IllegalStateException("The event is not stored, so this would measure a rejection");
        }
    }

    @Benchmark
    public Commit stages() {
        if (stages == null || entry == null) {
            throw new IllegalStateException("Nothing was set up");
        }
        return stages.process(entry);
    }

    @Benchmark
    public String parseAndWrite() {
        return JacksonCopy.of(event);
    }
}
