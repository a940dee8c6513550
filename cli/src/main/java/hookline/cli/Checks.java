package hookline.cli;

/** What a command found out, printed as it comes: one line or one JSON object each. */
final class Checks {
    private final boolean json;
    private boolean healthy = true;

    Checks(boolean json) {
        this.json = json;
    }

    boolean areGood() {
        return healthy;
    }

    void good(String what, String words) {
        print(what, true, words);
    }

    /** Something that is wrong; the words also say what to do. */
    void bad(String what, String words) {
        healthy = false;
        print(what, false, words);
    }

    /** Something that works and that one may not want. */
    void warn(String what, String words) {
        System.out.println(
                json
                        ? JsonLine.of("check", what, "ok", true, "warning", true, "message", words)
                        : "warning  " + what + ": " + words);
    }

    private void print(String what, boolean ok, String words) {
        System.out.println(
                json
                        ? JsonLine.of("check", what, "ok", ok, "message", words)
                        : (ok ? "ok       " : "PROBLEM  ") + what + ": " + words);
    }
}
