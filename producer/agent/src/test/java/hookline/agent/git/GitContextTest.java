package hookline.agent.git;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GitContextTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
    private final List<String> read = new CopyOnWriteArrayList<>();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final GitContext context = new GitContext(this::read, now::get);

    @AfterEach
    void close() {
        context.close();
        hanging.countDown();
    }

    private GitState read(String folder) {
        read.add(folder);
        if (folder.startsWith("/hangs")) {
            boolean ended = false;
            while (!ended) {
                try {
                    hanging.await();
                    ended = true;
                } catch (InterruptedException asOnNfsNothingEndsIt) {
                    ended = false;
                }
            }
        }
        if (folder.equals("/bug")) {
            throw new IllegalStateException();
        }
        return new GitState(folder + "@" + read.size(), "clean");
    }

    private GitState of(String folder) {
        return context.of(folder, now.get());
    }

    private void awaitKnown(String folder, String branch) {
        await().until(() -> of(folder).branch().equals(branch));
    }

    private void pass(Duration time) {
        now.set(now.get().plus(time));
    }

    @Test
    void aFolderIsReadOnceAndThenKnown() {
        context.start();
        awaitKnown("/a", "/a@1");
        for (int i = 0; i < 100; i++) {
            assertEquals(new GitState("/a@1", "clean"), of("/a"));
        }
        assertEquals(List.of("/a"), read);
    }

    @Test
    void whatIsOlderThanFiveSecondsIsReadAnewOnceSomebodyAsks() {
        context.start();
        awaitKnown("/a", "/a@1");
        pass(GitContext.FRESH.plusMillis(1));
        assertTrue(List.of("/a@1", "/a@2").contains(of("/a").branch()));
        awaitKnown("/a", "/a@2");
        assertEquals(2, read.size());
    }

    @Test
    void whatIsOlderThanAMinuteIsNotUsed() {
        context.start();
        awaitKnown("/a", "/a@1");
        assertEquals(GitState.UNKNOWN, of("/hangs"));
        await().until(() -> read.contains("/hangs"));
        pass(GitContext.USABLE);
        assertEquals("/a@1", of("/a").branch());
        pass(Duration.ofMillis(1));
        assertEquals(GitState.UNKNOWN, of("/a"));
    }

    @Test
    void anEventThatWaitedLongerThanAMinuteHasNone() {
        context.start();
        awaitKnown("/a", "/a@1");
        assertEquals(
                GitState.UNKNOWN,
                context.of("/a", now.get().minus(GitContext.USABLE).minusMillis(1)));
        assertEquals(
                "/a@1", context.of("/a", now.get().minus(GitContext.USABLE)).branch());
    }

    @Test
    void afterTheClockWasSetBackItIsReadAnew() {
        context.start();
        awaitKnown("/a", "/a@1");
        pass(Duration.ofDays(-1));
        awaitKnown("/a", "/a@2");
    }

    @Test
    void oneThatHangsHoldsNobodyUp() {
        context.start();
        awaitKnown("/a", "/a@1");
        of("/hangs");
        await().until(() -> read.contains("/hangs"));
        for (int i = 0; i < 10_000; i++) {
            assertEquals(GitState.UNKNOWN, of("/new" + i));
        }
        assertEquals("/a@1", of("/a").branch());
        hanging.countDown();
        await().until(() -> read.size() >= 2 + GitContext.MOST_WAITING);
        awaitKnown("/last", "/last@" + (read.size() + 1));
        assertEquals(3 + GitContext.MOST_WAITING, read.size(), "what was not queued was dropped");
    }

    @Test
    void aFolderIsQueuedOnce() {
        context.start();
        of("/hangs");
        await().until(() -> read.contains("/hangs"));
        for (int i = 0; i < 100; i++) {
            of("/a");
        }
        hanging.countDown();
        await().until(() -> read.contains("/a"));
        of("/b");
        await().until(() -> read.contains("/b"));
        assertEquals(List.of("/hangs", "/a", "/b"), read);
    }

    @Test
    void theFoldersAskedForLongestAgoAreForgotten() {
        context.start();
        List<String> folders = new ArrayList<>();
        for (int i = 0; i <= GitContext.MOST_FOLDERS; i++) {
            String folder = "/f" + i;
            folders.add(folder);
            await().pollDelay(Duration.ZERO).until(() -> !of(folder).equals(GitState.UNKNOWN));
            of("/f0");
        }
        assertEquals(folders, read);
        awaitKnown("/f0", "/f0@1");
        awaitKnown("/f1", "/f1@" + (folders.size() + 1));
    }

    @Test
    void aBugCostsOneFolderItsState() {
        context.start();
        of("/bug");
        awaitKnown("/a", "/a@2");
    }

    @Test
    void noFolderIsNotAFolder() {
        context.start();
        assertEquals(GitState.UNKNOWN, of(""));
        assertEquals(GitState.UNKNOWN, of("/".repeat(5_000)));
        awaitKnown("/a", "/a@1");
    }

    @Test
    void closingStopsItEvenWhereOneHangs() {
        context.start();
        of("/hangs");
        await().until(() -> read.contains("/hangs"));
        of("/a");
        context.close();
        hanging.countDown();
        assertEquals(GitState.UNKNOWN, of("/a"));
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("hookline-git")));
        assertFalse(read.contains("/a"));
    }
}
