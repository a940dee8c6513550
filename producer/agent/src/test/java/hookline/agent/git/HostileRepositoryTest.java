package hookline.agent.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileRepositoryTest {
    @TempDir
    Path temp;

    private GitSandbox git;
    private Path dotGit;

    @BeforeEach
    void commit() throws Exception {
        git = GitSandbox.init(temp.resolve("repo")).commit("a.txt", "one\n").commit("b/c.txt", "two\n");
        dotGit = git.folder().resolve(".git");
    }

    @Test
    void noFolderFails() throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "");
        for (String folder : new String[] {
            "", "relative", "/no/such/folder", "\u0000", "~", "/proc/self/root/proc/self", file.toString(), "/dev/null"
        }) {
            assertEquals(GitState.UNKNOWN, GitReader.read(folder), folder);
        }
    }

    @Test
    void isFoundFromBelow() throws Exception {
        Path below = Files.createDirectories(git.folder().resolve("x/".repeat(60)));
        assertEquals(new GitState("main", "clean"), GitReader.read(below.toString()));
        Path tooFar = Files.createDirectories(below.resolve("x/x/x/x"));
        assertEquals(GitState.UNKNOWN, GitReader.read(tooFar.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "root:x:0:0:root:/root:/bin/sh",
                "ref: refs/heads/",
                "ref: refs/heads/../../../secret",
                "ref: refs/heads/a\u0007b",
                "ref: refs/heads/a\nb",
                "ref: refs/heads/a b",
                "ref: refs/heads/.invalid",
                "ref: refs/remotes/origin/main",
                "ref: /etc/passwd",
                "0123456789abcdef"
            })
    void whatIsNoBranchIsNotRepeated(String head) throws Exception {
        Files.writeString(dotGit.resolve("HEAD"), head + "\n");
        assertEquals(GitState.UNKNOWN, git.read());
    }

    @Test
    void aBranchNameIsBounded() throws Exception {
        Files.writeString(dotGit.resolve("HEAD"), "ref: refs/heads/" + "n".repeat(256) + "\n");
        assertEquals("n".repeat(256), git.read().branch());
        Files.writeString(dotGit.resolve("HEAD"), "ref: refs/heads/" + "n".repeat(257) + "\n");
        assertEquals(GitState.UNKNOWN, git.read());
        Files.writeString(dotGit.resolve("HEAD"), "ref: refs/heads/main" + " ".repeat(5_000) + "\n");
        assertEquals(GitState.UNKNOWN, git.read());
    }

    @Test
    void linksInPlaceOfGitsOwnFilesAreNotFollowed() throws Exception {
        Path other = Files.writeString(temp.resolve("HEAD"), "ref: refs/heads/secret\n");
        Files.delete(dotGit.resolve("HEAD"));
        Files.createSymbolicLink(dotGit.resolve("HEAD"), other);
        assertEquals(GitState.UNKNOWN, git.read());

        Path linked = Files.createDirectory(temp.resolve("linked"));
        Files.createSymbolicLink(linked.resolve(".git"), dotGit);
        assertEquals(GitState.UNKNOWN, GitReader.read(linked.toString()));
    }

    @Test
    void aPointerThatLeadsNowhereOrIsNoneIsNotFollowed() throws Exception {
        Path folder = Files.createDirectory(temp.resolve("pointer"));
        for (String text :
                new String[] {"gitdir: /no/such", "gitdir: ", "gitdir: .", "something else", "x".repeat(9_000)}) {
            Files.writeString(folder.resolve(".git"), text);
            assertEquals(GitState.UNKNOWN, GitReader.read(folder.toString()));
        }
    }

    @Test
    void aPipeInPlaceOfAFileHoldsNobodyUp() throws Exception {
        Files.delete(dotGit.resolve("index"));
        new ProcessBuilder("mkfifo", dotGit.resolve("index").toString()).start().waitFor();
        assertEquals(new GitState("main", ""), git.read());
        Files.delete(dotGit.resolve("HEAD"));
        new ProcessBuilder("mkfifo", dotGit.resolve("HEAD").toString()).start().waitFor();
        assertEquals(GitState.UNKNOWN, git.read());
    }

    @Test
    void anIndexThatLeadsOutOfItsFolderIsRefused() throws Exception {
        replaceInIndex("b/c.txt", "../.txt");
        assertEquals(new GitState("main", ""), git.read());
        replaceInIndex("../.txt", "/c/.txt");
        assertEquals(new GitState("main", ""), git.read());
    }

    @Test
    void splitAndSparseIndexesAreNotUnderstood() throws Exception {
        git.git("update-index", "--split-index");
        assertEquals(new GitState("main", ""), git.read());
        git.git("update-index", "--no-split-index");
        assertEquals(new GitState("main", "clean"), git.read());
        git.git("sparse-checkout", "set", "--cone", "--sparse-index", "x");
        assertEquals(new GitState("main", ""), git.read());
    }

    @Test
    void anotherObjectFormatHasABranchOnly() throws Exception {
        GitSandbox sha256 = GitSandbox.init(temp.resolve("sha256"), "--object-format=sha256")
                .commit("a", "x");
        assertEquals(new GitState("main", ""), sha256.read());
    }

    @Test
    void moreFilesThanAreWorthItHaveNoStatus() throws Exception {
        StringBuilder entries = new StringBuilder();
        for (int i = 0; i < 20_001; i++) {
            entries.append("100644 ")
                    .append("0".repeat(39))
                    .append("1\tf")
                    .append(i)
                    .append('\n');
        }
        Path list = Files.writeString(temp.resolve("list"), entries);
        new ProcessBuilder("git", "update-index", "--index-info")
                .directory(git.folder().toFile())
                .redirectInput(list.toFile())
                .start()
                .waitFor();
        assertEquals(new GitState("main", ""), git.read());
    }

    @Test
    void noIndexFails() throws Exception {
        byte[] sound = Files.readAllBytes(dotGit.resolve("index"));
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            byte[] broken = sound.clone();
            for (int j = random.nextInt(3); j >= 0; j--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            Files.write(dotGit.resolve("index"), i % 3 == 0 ? truncated(broken, random) : broken);
            assertTrue(Set.of("", "clean", "dirty").contains(git.read().status()));
        }
        Files.write(dotGit.resolve("index"), sound);
        assertNotEquals(GitState.UNKNOWN, git.read());
    }

    private static byte[] truncated(byte[] bytes, Random random) {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }

    private void replaceInIndex(String from, String to) throws Exception {
        String index = Files.readString(dotGit.resolve("index"), StandardCharsets.ISO_8859_1);
        assertTrue(index.contains(from));
        Files.writeString(dotGit.resolve("index"), index.replace(from, to), StandardCharsets.ISO_8859_1);
    }
}
