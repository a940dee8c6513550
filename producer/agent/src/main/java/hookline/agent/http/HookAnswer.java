package hookline.agent.http;

/** What a client is told, in a status and never in a body, and what it counts as. */
enum HookAnswer {
    ACCEPTED(204, "accepted"),

    /** For a client that can keep the event and come again. */
    REFUSED(503, "refused", "Retry-After", "10"),

    /**
     * For a client on this host, which is a session at work: it would show the error and could do nothing about it. The
     * event is counted.
     */
    REFUSED_QUIETLY(204, "refused"),
    UNAUTHORIZED(401, "unauthorized", "WWW-Authenticate", "Bearer"),
    LIMITED(429, "limited", "Retry-After", "1"),
    NOT_A_POST(405, "invalid", "Allow", "POST"),

    /** Hooks send no {@code Origin}, browsers always do with a POST: no page may make up events. */
    FROM_A_BROWSER(403, "invalid"),
    INCOMPLETE(400, "invalid"),
    FAILED(500, "failed");

    final int status;
    final String outcome;
    final String header;
    final String value;

    HookAnswer(int status, String outcome) {
        this(status, outcome, "", "");
    }

    HookAnswer(int status, String outcome, String header, String value) {
        this.status = status;
        this.outcome = outcome;
        this.header = header;
        this.value = value;
    }
}
