package hookline.processor;

import hookline.processor.encrypt.Opening;
import hookline.processor.encrypt.PayloadClosing;
import hookline.processor.event.HookEvent;
import hookline.processor.event.PipelineOutcome;
import hookline.processor.event.PipelineOutcome.Passed;
import hookline.processor.event.PipelineOutcome.Rejected;
import hookline.processor.event.RejectionReason;
import hookline.processor.validate.Validation;
import hookline.schemas.PublishedEvent;
import hookline.schemas.PublishedEvent.Payload;
import hookline.schemas.PublishedEvent.Status;
import hookline.schemas.PublishedJson;
import hookline.streams.Commit;
import hookline.streams.RawEntry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes of every raw entry what is to be committed: a published event, or a dead letter with its reason.
 *
 * <p>Open, validate, redact, encrypt, in this order; an event that fails anywhere leaves nothing but its sealed self.
 * Thread-safe.
 */
final class Pipeline {
    private static final Logger log = LoggerFactory.getLogger(Pipeline.class);
    private static final Set<String> FAILURES = Set.of("PostToolUseFailure", "StopFailure");

    private final Opening opening;
    private final Validation validation;
    private final EventRedaction redaction;
    private final PayloadClosing closing;
    private final DeadLetters deadLetters;
    private final InstantSource clock;

    Pipeline(
            Opening opening,
            Validation validation,
            EventRedaction redaction,
            PayloadClosing closing,
            DeadLetters deadLetters,
            InstantSource clock) {
        this.opening = opening;
        this.validation = validation;
        this.redaction = redaction;
        this.closing = closing;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    /** Processes one entry; never fails for what the entry holds. */
    Commit process(RawEntry entry) {
        try {
            PipelineOutcome<Commit> outcome = opening.open(entry)
                    .then(validation::check)
                    .then(redaction::redact)
                    .then(event ->
                            closing.close(event).then(payload -> PipelineOutcome.passed(store(entry, event, payload))));
            if (outcome instanceof Passed<Commit> passed) {
                return passed.result();
            }
            Rejected<Commit> rejected = (Rejected<Commit>) outcome;
            return reject(entry, rejected.reason(), rejected.detail());
        } catch (RuntimeException | StackOverflowError e) {
            // The message may quote the event, the class and the place do not.
            log.error(
                    "A bug: {} at {}",
                    e.getClass().getName(),
                    e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]);
            return reject(
                    entry,
                    RejectionReason.PROCESSING_FAILED,
                    RejectionReason.PROCESSING_FAILED.explanation() + " ("
                            + e.getClass().getSimpleName() + ")");
        }
    }

    /** What to commit for an entry that goes no further. */
    Commit reject(RawEntry entry, RejectionReason reason) {
        return reject(entry, reason, reason.explanation());
    }

    private Commit reject(RawEntry entry, RejectionReason reason, String detail) {
        return new Commit.Bury(entry.entryId(), deadLetters.of(entry, reason, detail));
    }

    private Commit store(RawEntry entry, HookEvent event, Payload payload) {
        Duration age = Duration.between(event.capturedAt(), clock.instant());
        String json = PublishedJson.write(new PublishedEvent(
                event.id(),
                event.hook(),
                event.capturedAt(),
                event.sessionId(),
                event.sequence(),
                status(event),
                Math.max(0, age.toMillis()),
                payload,
                event.context(),
                event.payloadBytes(),
                event.redactions()));
        return new Commit.Store(
                entry.entryId(),
                event.id(),
                json,
                event.hook().wireName(),
                event.sessionId(),
                event.sequence(),
                event.capturedAt(),
                event.context().cwd(),
                event.model());
    }

    private static Status status(HookEvent event) {
        if (FAILURES.contains(event.hook().eventName())) {
            return Status.ERROR;
        }
        return event.trimmed() ? Status.TRUNCATED : Status.SUCCESS;
    }
}
