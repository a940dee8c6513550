package hookline.agent.git;

import hookline.agent.git.IndexEntry.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * Decides whether tracked files differ from the commit that is checked out, from the index and the files alone.
 *
 * <p>Answers as {@code git status --untracked-files=no} does, or not at all, with two exceptions: a file that only a
 * clean filter makes equal counts as different once it was touched, and where the commit lies in a pack it is taken to be
 * what the index was written from, unless something was staged since.
 */
final class GitStatus {
    private static final int INDEX_BYTES = 16 << 20;
    private static final int SHA1_DIGITS = 40;
    private static final int DEEPEST_SUBMODULE = 4;

    private final Effort effort;

    GitStatus(Effort effort) {
        this.effort = effort;
    }

    /**
     * Whether there are differences.
     *
     * @throws UnknownStateException where that cannot be told
     */
    boolean isDirty(Checkout checkout) throws IOException {
        return isDirty(checkout, Head.of(checkout).commit(checkout), 0);
    }

    private boolean isDirty(Checkout checkout, Optional<String> commit, int depth) throws IOException {
        if (depth > DEEPEST_SUBMODULE) {
            throw new UnknownStateException("submodules are nested too deep");
        }
        if (commit.isPresent() && commit.get().length() != SHA1_DIGITS) {
            throw new UnknownStateException("object ids are not SHA-1");
        }
        Path file = checkout.gitFolder().resolve("index");
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            return commit.isPresent();
        }
        // Before it is read: if it is replaced in between, more files are in doubt rather than fewer.
        FileTime written = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
        byte[] bytes = SmallFile.read(file, INDEX_BYTES)
                .orElseThrow(() -> new UnknownStateException("the index has just gone"));
        GitIndex index = IndexReader.read(bytes, effort);
        if (commit.isEmpty()) {
            return !index.entries().isEmpty() || index.unfinished();
        }
        return index.unfinished()
                || isStaged(checkout, commit.get(), index)
                || hasDifference(checkout, index, written, depth);
    }

    private static boolean isStaged(Checkout checkout, String commit, GitIndex index) throws IOException {
        Optional<String> committed = LooseCommit.tree(checkout, commit);
        if (committed.isEmpty()) {
            if (index.tree().isEmpty() && !index.changed()) {
                throw new UnknownStateException("nothing says what was committed");
            }
            return index.changed();
        }
        String staged = index.tree().isPresent() ? index.tree().get() : IndexTree.id(index.entries());
        return !staged.equals(committed.get());
    }

    private boolean hasDifference(Checkout checkout, GitIndex index, FileTime written, int depth) throws IOException {
        TrackedFiles files = new TrackedFiles(checkout.workTree(), written, effort);
        for (IndexEntry entry : index.entries()) {
            if (entry.compared()
                    && (files.differs(entry)
                            || (entry.kind() == Kind.SUBMODULE && isDirty(checkout.workTree(), entry, depth)))) {
                return true;
            }
        }
        return false;
    }

    private boolean isDirty(Path workTree, IndexEntry submodule, int depth) throws IOException {
        Optional<Checkout> populated = Checkout.at(workTree.resolve(submodule.path()));
        if (populated.isEmpty()) {
            return false;
        }
        Optional<String> commit = Head.of(populated.get()).commit(populated.get());
        return !commit.equals(Optional.of(submodule.objectId())) || isDirty(populated.get(), commit, depth + 1);
    }
}
