package hookline.agent.git;

import java.nio.file.Path;

/**
 * A tracked file as the index remembers it.
 *
 * @param name its path within the checkout, of plain names only
 * @param compared whether git looks at the file, and is not told to ignore it
 * @param modifiedNanos nanoseconds within the second; 0 where whoever wrote the index keeps none
 * @param size modulo 2^32
 */
record IndexEntry(
        String name, Kind kind, boolean compared, int modifiedSeconds, int modifiedNanos, int size, String objectId) {
    private static final String NOTHING = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";

    enum Kind {
        FILE("100644"),
        PROGRAM("100755"),
        LINK("120000"),
        SUBMODULE("160000");

        private final String mode;

        Kind(String mode) {
            this.mode = mode;
        }

        /** As it is written in trees. */
        String mode() {
            return mode;
        }
    }

    /** The same as a path; fails where this system's encoding cannot write it. */
    Path path() {
        return Path.of(name);
    }

    /** Whether git forgot the size, so that the content has to be compared: the file may have changed while it was read. */
    boolean hasNoSize() {
        return size == 0 && !objectId.equals(NOTHING);
    }
}
