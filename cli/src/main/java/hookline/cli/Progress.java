package hookline.cli;

/** One line on stderr that changes while something takes over a second; silent where nobody sits at a terminal. */
final class Progress {
    private static final long FIRST_AFTER_NANOS = 1_000_000_000L;
    private static final long NEXT_AFTER_NANOS = 100_000_000L;

    private final boolean visible;
    private long dueAt = System.nanoTime() + FIRST_AFTER_NANOS;
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
        if (visible && now - dueAt > 0) {
            System.err.print("\r\u001b[K" + text);
            dueAt = now + NEXT_AFTER_NANOS;
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
