package hookline.processor.redact;

import org.jspecify.annotations.Nullable;

/** What is done with every secret that is found: it is remembered, and a marker is written in its place. Thread-safe. */
final class Marking {
    static final Marking PLAIN = new Marking(null, null);

    private final @Nullable Fingerprint fingerprint;
    private final @Nullable SeenSecrets seen;

    Marking(@Nullable Fingerprint fingerprint, @Nullable SeenSecrets seen) {
        this.fingerprint = fingerprint;
        this.seen = seen;
    }

    /** Reports what was found before and stands here again. */
    void recognise(char[] text, int from, int to, Scan scan) {
        if (seen != null) {
            seen.find(text, from, to, scan);
        }
    }

    void remember(String rule, char[] text, int start, int end) {
        if (seen != null && !Finding.isPersonal(rule)) {
            seen.add(text, start, end);
        }
    }

    /** What stands in for a stretch that {@code rule} found. */
    String marker(String rule, char[] text, int start, int end) {
        remember(rule, text, start, end);
        String marker = Finding.marker(rule);
        return fingerprint == null || !marker.startsWith(Finding.RULE_MARKER)
                ? marker
                : marker.substring(0, marker.length() - 1) + ":" + fingerprint.of(text, start, end) + "]";
    }
}
