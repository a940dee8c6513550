package hookline.agent.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitReaderTest {
    @TempDir
    Path temp;

    private static void assertLikeGit(GitSandbox git, String branch, String status) throws Exception {
        assertEquals(new GitState(branch, status), git.read());
        assertEquals(new GitState(branch, status), git.expected(), "git itself says");
        git.tryGit("update-index", "-q", "--refresh");
    }

    private GitSandbox committed() throws Exception {
        return GitSandbox.init(temp.resolve("repo"))
                .commit("a.txt", "one\n")
                .commit("deep/down/b.txt", "two\n")
                .commit("deep/c é.txt", "three\n");
    }

    @Test
    void followsARepositoryFromItsBeginning() throws Exception {
        GitSandbox git = GitSandbox.init(temp.resolve("new"));
        assertLikeGit(git, "main", "clean");
        git.write("a", "1");
        assertLikeGit(git, "main", "clean");
        git.git("add", "a");
        assertLikeGit(git, "main", "dirty");
        git.git("commit", "-q", "-m", "first");
        assertLikeGit(git, "main", "clean");
        git.write("a", "2");
        assertLikeGit(git, "main", "dirty");
        git.git("commit", "-q", "-a", "-m", "second");
        assertLikeGit(git, "main", "clean");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "4"})
    void seesEveryKindOfChange(String version) throws Exception {
        GitSandbox git = committed();
        Path file = git.folder().resolve("a.txt");
        git.git("update-index", "--index-version", version);
        assertLikeGit(git, "main", "clean");
        git.write("a.txt", "uno\n");
        assertLikeGit(git, "main", "dirty");
        git.write("a.txt", "one\n");
        assertLikeGit(git, "main", "clean");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertLikeGit(git, "main", "dirty");
        git.git("commit", "-q", "-a", "-m", "a program");
        assertLikeGit(git, "main", "clean");
        Files.delete(file);
        assertLikeGit(git, "main", "dirty");
        Files.createSymbolicLink(file, Path.of("nowhere"));
        assertLikeGit(git, "main", "dirty");
        git.git("commit", "-q", "-a", "-m", "a link");
        assertLikeGit(git, "main", "clean");
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("nowhere"));
        assertLikeGit(git, "main", "clean");
        git.git("rm", "-q", "deep/down/b.txt");
        assertLikeGit(git, "main", "dirty");
        git.git("commit", "-q", "-m", "without it");
        assertLikeGit(git, "main", "clean");
        Files.move(git.folder().resolve("deep"), git.folder().resolve("elsewhere"));
        Files.createSymbolicLink(git.folder().resolve("deep"), Path.of("elsewhere"));
        assertLikeGit(git, "main", "dirty");
    }

    @Test
    void aTouchedFileIsTheSameFile() throws Exception {
        GitSandbox git = committed();
        Files.setLastModifiedTime(git.folder().resolve("a.txt"), FileTime.fromMillis(1_000_000));
        assertLikeGit(git, "main", "clean");
        git.write("deep/down/b.txt", "TWO\n");
        Files.setLastModifiedTime(git.folder().resolve("deep/down/b.txt"), FileTime.fromMillis(1_000_000));
        assertLikeGit(git, "main", "dirty");
    }

    @Test
    void knowsWhatIsStagedFromWhatIsCommitted() throws Exception {
        GitSandbox git = committed();
        git.write("a.txt", "two\n").git("add", "a.txt");
        assertLikeGit(git, "main", "dirty");
        git.git("commit", "-q", "--amend", "-m", "amended");
        assertLikeGit(git, "main", "clean");
        git.git("reset", "-q", "--soft", "HEAD~1");
        assertLikeGit(git, "main", "dirty");
        git.git("reset", "-q", "--hard");
        assertLikeGit(git, "main", "clean");
        git.write("new", "x").git("add", "-N", "new");
        assertLikeGit(git, "main", "dirty");
        git.git("reset", "-q");
        assertLikeGit(git, "main", "clean");
        git.write("a.txt", "stashed\n").git("stash", "-q");
        assertLikeGit(git, "main", "clean");
        git.git("stash", "pop", "-q");
        assertLikeGit(git, "main", "dirty");
    }

    @Test
    void aDetachedHeadIsNamedByItsCommit() throws Exception {
        GitSandbox git = committed();
        git.git("checkout", "-q", "--detach", "HEAD~1");
        assertLikeGit(git, git.git("rev-parse", "HEAD").substring(0, 12), "clean");
        git.git("checkout", "-q", "-b", "feature/with.dots-and_日本");
        assertLikeGit(git, "feature/with.dots-and_日本", "clean");
    }

    @Test
    void mergesAndRebasesAreSeenWhileTheyStop() throws Exception {
        GitSandbox git = committed();
        git.git("checkout", "-q", "-b", "side");
        git.commit("a.txt", "side\n");
        git.git("checkout", "-q", "main");
        git.commit("a.txt", "main\n");
        assertEquals(1, git.tryGit("merge", "-q", "side"));
        assertLikeGit(git, "main", "dirty");
        git.git("merge", "--abort");
        assertLikeGit(git, "main", "clean");
        assertEquals(1, git.tryGit("rebase", "-q", "side"));
        assertLikeGit(git, git.git("rev-parse", "HEAD").substring(0, 12), "dirty");
        git.write("a.txt", "both\n").git("add", "a.txt");
        git.git("rebase", "--continue");
        assertLikeGit(git, "main", "clean");
        git.git("rebase", "-q", "-i", "HEAD~1");
        assertLikeGit(git, git.git("rev-parse", "HEAD").substring(0, 12), "clean");
        git.git("rebase", "--abort");
        git.git("checkout", "-q", "-b", "other", "HEAD~1");
        git.commit("other.txt", "other\n").git("merge", "-q", "--no-edit", "main");
        assertLikeGit(git, "other", "clean");
        git.git("revert", "--no-edit", "HEAD~1");
        assertLikeGit(git, "other", "clean");
    }

    @Test
    void packedRefsAndObjectsAreFine() throws Exception {
        GitSandbox git = committed();
        git.git("gc", "-q", "--prune=now");
        assertTrue(Files.notExists(git.folder().resolve(".git/refs/heads/main")));
        assertLikeGit(git, "main", "clean");
        git.commit("a.txt", "two\n");
        assertLikeGit(git, "main", "clean");
    }

    @Test
    void worktreesHaveABranchAndStatusOfTheirOwn() throws Exception {
        GitSandbox git = committed();
        git.git("worktree", "add", "-q", "-b", "second", "../second");
        GitSandbox second = new GitSandbox(temp.resolve("second"));
        assertLikeGit(second, "second", "clean");
        second.write("a.txt", "changed\n");
        assertLikeGit(second, "second", "dirty");
        assertLikeGit(git, "main", "clean");
        git.git("pack-refs", "--all");
        second.git("commit", "-q", "-a", "-m", "there");
        assertLikeGit(second, "second", "clean");
    }

    @Test
    void aSubmoduleIsARepositoryAndItsChangesAreChanges() throws Exception {
        GitSandbox git = committed();
        GitSandbox library = GitSandbox.init(temp.resolve("library")).commit("lib.c", "int x;\n");
        git.git("submodule", "--quiet", "add", library.folder().toString(), "vendor/lib");
        git.git("commit", "-q", "-m", "with library");
        GitSandbox sub = new GitSandbox(git.folder().resolve("vendor/lib"));
        assertLikeGit(git, "main", "clean");
        assertLikeGit(sub, "main", "clean");
        sub.write("lib.c", "int y;\n");
        assertLikeGit(sub, "main", "dirty");
        assertLikeGit(git, "main", "dirty");
        sub.git("commit", "-q", "-a", "-m", "y");
        assertLikeGit(sub, "main", "clean");
        assertLikeGit(git, "main", "dirty");
        git.git("commit", "-q", "-a", "-m", "newer");
        assertLikeGit(git, "main", "clean");
        git.git("submodule", "--quiet", "deinit", "-f", "vendor/lib");
        assertLikeGit(git, "main", "clean");
    }

    @Test
    void whatGitIsToldToIgnoreIsIgnored() throws Exception {
        GitSandbox git = committed();
        git.git("update-index", "--assume-unchanged", "a.txt");
        git.git("update-index", "--skip-worktree", "deep/down/b.txt");
        git.write("a.txt", "changed\n");
        Files.delete(git.folder().resolve("deep/down/b.txt"));
        assertLikeGit(git, "main", "clean");
        git.git("update-index", "--index-version", "4");
        assertLikeGit(git, "main", "clean");
    }

    @Test
    void anyRowOfOperationsReadsAsGitReadsIt() throws Exception {
        GitSandbox git = committed();
        Random random = new Random(5);
        String[] files = {"a.txt", "deep/down/b.txt", "deep/c é.txt"};
        for (int i = 0; i < 80; i++) {
            String file = files[random.nextInt(files.length)];
            switch (random.nextInt(8)) {
                case 0, 1 -> git.write(file, "content " + random.nextInt(3) + "\n");
                case 2 -> git.tryGit("commit", "-q", "-a", "-m", "all");
                case 3 -> git.git("reset", "-q", "--hard");
                case 4 -> git.tryGit("checkout", "-q", "HEAD~1");
                case 5 -> git.tryGit("checkout", "-q", "main");
                case 6 -> git.tryGit("commit", "-q", "--amend", "-m", "amended");
                default -> Files.deleteIfExists(git.folder().resolve(file));
            }
            GitState expected = git.expected();
            assertEquals(expected, git.read(), "after operation " + i);
        }
    }
}
