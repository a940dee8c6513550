package hookline.processor;

import hookline.processor.event.HookEvent;
import hookline.processor.event.PipelineOutcome;
import hookline.processor.event.RejectionReason;
import hookline.processor.redact.Redacted;
import hookline.processor.redact.SecretMemory;
import hookline.processor.redact.SecretRedaction;
import hookline.schemas.PublishedEvent.Context;
import java.util.Set;

/** Third stage: takes the secrets out of everything of an event that leaves, or lets nothing of it leave. */
final class EventRedaction {
    private static final Set<String> PERSONAL = Set.of("email", "credit-card", "ssn");

    private final SecretRedaction redaction;
    private final SecretMemory memory;
    private final ProcessorMetrics metrics;

    EventRedaction(SecretRedaction redaction, SecretMemory memory, ProcessorMetrics metrics) {
        this.redaction = redaction;
        this.memory = memory;
        this.metrics = metrics;
    }

    PipelineOutcome<HookEvent> redact(HookEvent event) {
        try {
            if (isSecret(event.id())
                    || isSecret(event.sessionId())
                    || (!event.hook().known() && isSecret(event.hookName()))) {
                return PipelineOutcome.rejected(RejectionReason.SECRET_IN_IDENTITY);
            }
            SecretRedaction inSession = redaction.remembering(memory.of(event.sessionId()));
            Redacted payload = inSession.json(event.json());
            metrics.redacted(payload);
            return PipelineOutcome.passed(new HookEvent(
                    event.id(),
                    event.hook(),
                    event.hookName(),
                    event.sessionId(),
                    event.sequence(),
                    event.capturedAt(),
                    payload.text(),
                    event.payloadBytes(),
                    event.trimmed(),
                    text(inSession, event.toolName()),
                    text(inSession, event.model()),
                    context(inSession, event.context()),
                    payload.total()));
        } catch (RuntimeException | StackOverflowError e) {
            return PipelineOutcome.rejected(
                    RejectionReason.REDACTION_FAILED,
                    RejectionReason.REDACTION_FAILED.explanation() + " ("
                            + e.getClass().getSimpleName() + ")");
        }
    }

    /** Numbers that could be a card's, or an e-mail address, are fine as an identity; a token is not. */
    private boolean isSecret(String identity) {
        return redaction.text(identity).replaced().stream().anyMatch(one -> !PERSONAL.contains(one.rule()));
    }

    private static Context context(SecretRedaction redaction, Context context) {
        return new Context(
                text(redaction, context.platform()),
                text(redaction, context.cwd()),
                text(redaction, context.gitBranch()),
                text(redaction, context.gitStatus()),
                text(redaction, context.userAgent()));
    }

    private static String text(SecretRedaction redaction, String text) {
        return text.isEmpty() ? text : redaction.text(text).text();
    }
}
