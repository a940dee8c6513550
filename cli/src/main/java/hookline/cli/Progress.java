package hookline.cli;

/** One line on stderr that changes while something takes its time; silent where nobody sits at a terminal. */
final class Progress {
    private final boolean visible;
    private long shownAt;
    private boolean shown;

    private Progress(boolean visible) {
        this.visible = visible;
    }

    static Progress onTerminal() {
        // Only the launcher knows: Java's console is no longer null without a terminal since version 22.
        return new Progress(Boolean.getBoolean("hookline.terminal"));
    }

    /** Shows how far it is, at most ten times a second. */
    void show(String text) {
        long now = System.nanoTime();
        if (visible && (!shown || now - shownAt > 100_000_000L)) {
            System.err.print("\r\u001b[K" + text);
            shownAt = now;
            shown = true;
        }
    }

    /** Clears the line. */
    void end() {
        if (shown) {
            System.err.print("\r\u001b[K");
            shown = false;
        }
    }
}
