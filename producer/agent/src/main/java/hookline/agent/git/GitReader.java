package hookline.agent.git;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads what is checked out in a folder, at a bounded cost, and takes any folder without failing. */
final class GitReader {
    private GitReader() {}

    static GitState read(String folder) {
        try {
            Path path = Path.of(folder);
            Optional<Checkout> checkout = path.isAbsolute() ? Checkout.around(path) : Optional.empty();
            return checkout.isEmpty()
                    ? GitState.UNKNOWN
                    : new GitState(Head.of(checkout.get()).branch(), status(checkout.get()));
        } catch (IOException | InvalidPathException unreadable) {
            return GitState.UNKNOWN;
        }
    }

    private static String status(Checkout checkout) {
        try {
            return new GitStatus(new Effort()).isDirty(checkout) ? "dirty" : "clean";
        } catch (IOException | InvalidPathException unreadable) {
            return "";
        }
    }
}
