package hookline.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who owns a file and what its mode lets others do; a symbolic link is judged by what it points to. */
record FileRights(int owner, int mode) {
    private static final int ROOT = 0;

    static FileRights of(Path file) throws IOException {
        int owner = (int) Files.getAttribute(file, "unix:uid");
        int mode = (int) Files.getAttribute(file, "unix:mode");
        return new FileRights(owner, mode & 0777);
    }

    boolean allowOthers(int bits) {
        return (mode & bits & 0077) != 0;
    }

    /** True for this process's user and for root, who could read and change everything anyway. */
    static boolean trusts(int owner) {
        try {
            return owner == ROOT || owner == currentUser();
        } catch (IOException nobodyKnown) {
            return false;
        }
    }

    String octalMode() {
        return String.format("%04o", mode);
    }

    /** A command line that a user can paste, whatever the path is made of. */
    static String repair(String command, Path file) {
        String path = file.toString();
        boolean plain = path.chars().allMatch(c -> Character.isLetterOrDigit(c) || "/._-+".indexOf(c) >= 0);
        return command + ' ' + (plain ? path : '\'' + path.replace("'", "'\\''") + '\'');
    }

    private static int currentUser() throws IOException {
        Path self = Path.of("/proc/self");
        // Java has no getuid; where there is no /proc, the owner of the user's home is the next best witness.
        Path witness = Files.exists(self) ? self : Path.of(System.getProperty("user.home", "."));
        return of(witness).owner();
    }
}
