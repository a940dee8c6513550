package hookline.streams;

import hookline.schemas.DeadLetter;

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
    }
}
