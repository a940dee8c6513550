package hookline.processor.event;

import hookline.schemas.HookType;
import hookline.schemas.PublishedEvent.Context;
import java.time.Instant;

/**
 * A validated event; only stages handle it, it never travels.
 *
 * @param hookName the hook type as the caller or the input spelled it
 * @param json the hook's input, well-formed; redacted from the redaction stage on
 * @param payloadBytes the input's size as sealed
 * @param trimmed whether bulk was taken out of the input before it was sealed
 * @param toolName empty where the event is about no tool
 * @param model empty where the event does not say
 * @param redactions how many values were redacted so far
 */
public record HookEvent(
        String id,
        HookType hook,
        String hookName,
        String sessionId,
        long sequence,
        Instant capturedAt,
        String json,
        int payloadBytes,
        boolean trimmed,
        String toolName,
        String model,
        Context context,
        int redactions) {}
