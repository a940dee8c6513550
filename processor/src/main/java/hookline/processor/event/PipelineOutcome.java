package hookline.processor.event;

import java.util.function.Function;

/**
 * What a stage made of an event: its result, or the reason why the event goes no further.
 *
 * @param <T> what the next stage takes
 */
public sealed interface PipelineOutcome<T> {
    /** Hands the result to the next stage; a rejected event skips it. */
    <U> PipelineOutcome<U> then(Function<? super T, PipelineOutcome<U>> stage);

    static <T> PipelineOutcome<T> passed(T result) {
        return new Passed<>(result);
    }

    static <T> PipelineOutcome<T> rejected(RejectionReason reason) {
        return new Rejected<>(reason, reason.explanation());
    }

    /**
     * Rejects with words of its own.
     *
     * @param detail never quotes the input
     */
    static <T> PipelineOutcome<T> rejected(RejectionReason reason, String detail) {
        return new Rejected<>(reason, detail);
    }

    /** The event goes on. */
    record Passed<T>(T result) implements PipelineOutcome<T> {
        @Override
        public <U> PipelineOutcome<U> then(Function<? super T, PipelineOutcome<U>> stage) {
            return stage.apply(result);
        }
    }

    /** The event goes to the dead letters. */
    record Rejected<T>(RejectionReason reason, String detail) implements PipelineOutcome<T> {
        @Override
        public <U> PipelineOutcome<U> then(Function<? super T, PipelineOutcome<U>> stage) {
            return new Rejected<>(reason, detail);
        }
    }
}
