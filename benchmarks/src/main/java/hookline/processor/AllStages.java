package hookline.processor;

import hookline.processor.encrypt.Opening;
import hookline.processor.encrypt.PayloadClosing;
import hookline.processor.redact.SecretMemory;
import hookline.processor.redact.SecretRedaction;
import hookline.processor.validate.Validation;
import hookline.schemas.crypto.PayloadEncryption;
import hookline.schemas.crypto.Sealing;
import hookline.schemas.crypto.Unsealing;
import hookline.settings.UnknownEvents;
import hookline.streams.Commit;
import hookline.streams.Keys;
import hookline.streams.RawEntry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * All stages of a processor, for whoever brings the entries and takes the outcomes himself. Thread-safe.
 *
 * <p>It is in the pipeline's own package, so that nothing is public for its sake.
 */
public final class AllStages {
    private static final String STREAM = new Keys(0).raw();

    private final Pipeline pipeline;

    private AllStages(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** As a processor of one partition has them by default. */
    public static AllStages with(String sealingKeyset, String encryptionKeyset, InstantSource clock)
            throws GeneralSecurityException {
        ProcessorMetrics metrics = new ProcessorMetrics(new SimpleMeterRegistry(), clock);
        return new AllStages(new Pipeline(
                new Opening(STREAM, Unsealing.with(sealingKeyset), true),
                new Validation(1 << 20, UnknownEvents.ACCEPT, 0, 1, metrics::toleratedField),
                new EventRedaction(SecretRedaction.standard(), new SecretMemory(), metrics),
                new PayloadClosing(Optional.of(PayloadEncryption.with(encryptionKeyset))),
                new DeadLetters(STREAM, Sealing.toOwner(() -> sealingKeyset, clock, unused -> {}), clock),
                clock));
    }

    /** What is to become of one entry. */
    public Commit process(RawEntry entry) {
        return pipeline.process(entry);
    }
}
