package hookline.retention;

import java.util.Locale;

/**
 * How a run of retention ended, and what it removed until then.
 *
 * @param dryRun whether all of it is still there
 */
public record RetentionReport(Outcome outcome, boolean dryRun, Removed removed) {
    /** Why it ended. */
    public enum Outcome {
        DONE("all is removed that may go"),
        STOPPED("stopped before the end; the next run goes on from there"),
        HELD_ELSEWHERE("another retention worker is at work on this Redis, so this one left it alone"),
        LOCK_LOST("another retention worker has taken over, so this one ended");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }

    /** One line for people. */
    public String text() {
        return (dryRun ? "Would remove " : "Removed ") + removed.text();
    }

    /** One line for programs. */
    public String json() {
        return "{\"outcome\":\"" + outcome.name().toLowerCase(Locale.ROOT) + "\",\"dry_run\":" + dryRun + ","
                + removed.json() + "}";
    }
}
