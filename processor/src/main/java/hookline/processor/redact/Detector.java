package hookline.processor.redact;

/**
 * Looks at one place where one of its keywords was seen, and reports what has to go. It reads a bounded distance
 * around that place, or stretches whose ends the scan remembers, so that a whole scan stays linear.
 */
interface Detector {
    void inspect(Scan scan, int keywordStart, int keywordEnd);
}
