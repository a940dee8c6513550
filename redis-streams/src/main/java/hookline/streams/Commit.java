package hookline.streams;

import hookline.schemas.DeadLetter;
import java.nio.ByteBuffer;
import java.time.Instant;

/** What is to become of one raw entry. */
public sealed interface Commit {
    /** The raw entry that this acknowledges. */
    String entryId();

    /** How many bytes it brings to Redis, about. */
    int size();

    /**
     * To be kept and published.
     *
     * @param json the published line
     * @param capturedAt when the hook fired
     * @param cwd redacted; empty where the event does not say
     * @param model the session's model, redacted; empty where the event does not say
     */
    record Store(
            String entryId,
            String id,
            String json,
            String hookType,
            String sessionId,
            long sequence,
            Instant capturedAt,
            String cwd,
            String model)
            implements Commit {
        @Override
        public int size() {
            return json.length();
        }
    }

    /** To be kept as a dead letter. */
    record Bury(String entryId, DeadLetter letter) implements Commit {
        @Override
        public int size() {
            return letter.getRawHook().remaining();
        }

        /**
         * The same with nothing but what is known of the event.
         *
         * @throws IllegalStateException where there is nothing to leave out any more
         */
        public Bury withoutEvent() {
            if (size() == 0) {
                throw new IllegalStateException("Redis refuses a dead letter without its event");
            }
            DeadLetter bare = DeadLetter.newBuilder(letter)
                    .setRawHook(ByteBuffer.allocate(0))
                    .build();
            return new Bury(entryId, bare);
        }
    }
}
