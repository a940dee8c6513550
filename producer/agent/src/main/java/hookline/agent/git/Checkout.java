package hookline.agent.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the parts of a checked-out repository lie.
 *
 * @param workTree the folder with the files
 * @param gitFolder what is of this checkout alone: HEAD and index
 * @param commonFolder what all worktrees of a repository share: branches and objects
 */
record Checkout(Path workTree, Path gitFolder, Path commonFolder) {
    private static final int MOST_LEVELS = 64;
    private static final String POINTER = "gitdir: ";

    /** The one that a folder belongs to. */
    static Optional<Checkout> around(Path folder) throws IOException {
        Path level = folder.toRealPath();
        for (int i = 0; i < MOST_LEVELS && level != null; i++, level = level.getParent()) {
            Optional<Checkout> found = at(level);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The one whose files lie in exactly this folder. */
    static Optional<Checkout> at(Path workTree) throws IOException {
        Path dotGit = workTree.resolve(".git");
        if (Files.notExists(dotGit, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        Path gitFolder = Files.isDirectory(dotGit, LinkOption.NOFOLLOW_LINKS) ? dotGit : pointedTo(dotGit);
        if (!Files.isRegularFile(gitFolder.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        Optional<String> common = SmallFile.line(gitFolder.resolve("commondir"));
        return Optional.of(new Checkout(
                workTree,
                gitFolder,
                common.isEmpty() ? gitFolder : gitFolder.resolve(common.get()).normalize()));
    }

    /** Worktrees and submodules have a file there, which names the folder. */
    private static Path pointedTo(Path dotGit) throws IOException {
        String pointer = SmallFile.line(dotGit).orElse("");
        if (!pointer.startsWith(POINTER)) {
            throw new UnknownStateException(".git leads nowhere");
        }
        return dotGit.resolveSibling(pointer.substring(POINTER.length())).normalize();
    }
}
