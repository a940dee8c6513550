package hookline.processor.validate;

import hookline.processor.event.HookEvent;
import hookline.processor.event.OpenedHook;
import hookline.processor.event.PipelineOutcome;
import hookline.processor.event.RejectionReason;
import hookline.schemas.HookCapture;
import hookline.schemas.HookType;
import hookline.schemas.PublishedEvent.Context;
import hookline.schemas.SessionId;
import hookline.settings.UnknownEvents;
import hookline.streams.Keys;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Second stage: lets through only what is a hook event, and says of everything else what is wrong with it.
 *
 * <p>The cheap and the dangerous come first: size before decoding, decoding before parsing, limits while parsing.
 */
public final class Validation {
    /** What the quick way to decode puts in the place of what is no character; it may also stand there itself. */
    private static final char REPLACEMENT = '\uFFFD';

    private final int maxPayloadBytes;
    private final UnknownEvents unknownEvents;
    private final int partition;
    private final int partitions;
    private final BiConsumer<HookType, String> tolerated;
    private final ExpectedFields fields = ExpectedFields.standard();

    /**
     * @param tolerated hears of each field that its type should have and an event passes without; it comes from a
     *     table of ours, so there are few
     */
    public Validation(
            int maxPayloadBytes,
            UnknownEvents unknownEvents,
            int partition,
            int partitions,
            BiConsumer<HookType, String> tolerated) {
        this.maxPayloadBytes = maxPayloadBytes;
        this.unknownEvents = unknownEvents;
        this.partition = partition;
        this.partitions = partitions;
        this.tolerated = tolerated;
    }

    /** Checks one event. */
    public PipelineOutcome<HookEvent> check(OpenedHook opened) {
        ByteBuffer payload = opened.capture().getPayload();
        int bytes = payload.remaining();
        if (bytes == 0) {
            return PipelineOutcome.rejected(RejectionReason.EMPTY);
        }
        if (bytes > maxPayloadBytes || opened.capture().getTruncated()) {
            return PipelineOutcome.rejected(RejectionReason.OVERSIZE);
        }
        String json = text(payload);
        if (json == null) {
            return PipelineOutcome.rejected(RejectionReason.NOT_UTF8);
        }
        return HookInput.parse(json)
                .then(input -> hookType(opened.capture(), input).then(hook -> fields.check(hook, input, tolerated)
                        .then(complete -> sessionId(opened, input))
                        .then(session -> PipelineOutcome.passed(event(opened, input, hook, session, json, bytes)))));
    }

    /** The text, or null where the bytes are none in UTF-8. */
    private static @Nullable String text(ByteBuffer payload) {
        String text = new String(
                payload.array(),
                payload.arrayOffset() + payload.position(),
                payload.remaining(),
                StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) < 0) {
            return text;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(payload.duplicate())
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private PipelineOutcome<HookType> hookType(HookCapture capture, HookInput input) {
        String name = hookName(capture, input);
        if (name.isEmpty()) {
            return PipelineOutcome.rejected(RejectionReason.HOOK_TYPE_MISSING);
        }
        Optional<HookType> type = HookType.parse(name);
        if (type.isEmpty()) {
            return PipelineOutcome.rejected(RejectionReason.HOOK_TYPE_INVALID);
        }
        return type.get().known() || unknownEvents == UnknownEvents.ACCEPT
                ? PipelineOutcome.passed(type.get())
                : PipelineOutcome.rejected(RejectionReason.HOOK_TYPE_UNKNOWN);
    }

    private static String hookName(HookCapture capture, HookInput input) {
        String named = capture.getHookType();
        return named != null
                ? named
                : input.text("hook_event_name")
                        .or(() -> input.text("hook_type"))
                        .orElse("");
    }

    private PipelineOutcome<String> sessionId(OpenedHook opened, HookInput input) {
        String session = opened.sessionId();
        if (session.equals(SessionId.UNKNOWN)) {
            String named = opened.capture().getSessionId();
            session = named != null ? named : input.text("session_id").orElse("");
        }
        if (session.isEmpty()) {
            return PipelineOutcome.rejected(
                    input.type("session_id").isPresent()
                            ? RejectionReason.SESSION_ID_INVALID
                            : RejectionReason.SESSION_ID_MISSING);
        }
        if (!SessionId.isValid(session)) {
            return PipelineOutcome.rejected(RejectionReason.SESSION_ID_INVALID);
        }
        return Keys.ofSession(session, partitions).partition() == partition
                ? PipelineOutcome.passed(session)
                : PipelineOutcome.rejected(RejectionReason.WRONG_PARTITION);
    }

    private static HookEvent event(
            OpenedHook opened, HookInput input, HookType hook, String session, String json, int bytes) {
        HookCapture capture = opened.capture();
        return new HookEvent(
                opened.id(),
                hook,
                hookName(capture, input),
                session,
                opened.sequence(),
                opened.capturedAt(),
                json,
                bytes,
                capture.getTrimmedBytes() > 0,
                input.text("tool_name").orElse(""),
                input.text("model").orElse(""),
                new Context(
                        capture.getPlatform(),
                        input.text("cwd").orElse(""),
                        capture.getGitBranch(),
                        capture.getGitStatus(),
                        capture.getUserAgent()),
                0);
    }
}
