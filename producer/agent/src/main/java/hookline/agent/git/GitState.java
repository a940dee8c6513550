package hookline.agent.git;

/**
 * What is checked out somewhere; all that leaves of what is read there.
 *
 * @param branch its name, for a detached HEAD 12 hex digits; empty where unknown
 * @param status {@code clean}, {@code dirty}, or empty where unknown
 */
public record GitState(String branch, String status) {
    public static final GitState UNKNOWN = new GitState("", "");
}
