package hookline.agent.git;

import java.util.List;
import java.util.Optional;

/**
 * What the index says: which files are tracked, and what would be committed.
 *
 * @param unfinished whether there is a conflict, or a file that is only meant to be added
 * @param changed whether something was staged, or taken back, since its tree was last written down
 * @param tree the tree that was last written down, as long as nothing was changed since
 */
record GitIndex(List<IndexEntry> entries, boolean unfinished, boolean changed, Optional<String> tree) {
    GitIndex {
        entries = List.copyOf(entries);
    }
}
