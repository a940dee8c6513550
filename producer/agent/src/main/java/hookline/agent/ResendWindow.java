package hookline.agent;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each confirmed event's file at least for the resend window, then removes it.
 *
 * <p>Of most files it remembers when they were confirmed. Beyond its limit it does not: they are found in the folder
 * later and count from then, so they only stay longer. A clock that is set back starts their time anew. For one thread.
 */
final class ResendWindow {
    static final int MAX_REMEMBERED = 50_000;

    private final Path folder;
    private final Duration window;
    private final InstantSource clock;
    private final HeldBackFiles heldBack;
    private final ArrayDeque<Kept> remembered = new ArrayDeque<>();
    private boolean others;

    ResendWindow(Path folder, Duration window, InstantSource clock, HeldBackFiles heldBack) {
        this.folder = folder;
        this.window = window;
        this.clock = clock;
        this.heldBack = heldBack;
    }

    private record Kept(String name, Instant confirmed) {}

    /** Counts the time of a file from now on. */
    void confirmed(String name) {
        remember(name, clock.instant());
    }

    private void remember(String name, Instant now) {
        if (remembered.size() < MAX_REMEMBERED) {
            remembered.add(new Kept(name, now));
        } else {
            others = true;
        }
    }

    /** Forgets all times, since everything is sent again. */
    void restart() {
        remembered.clear();
        others = false;
    }

    /** Whether there is a file whose time has passed. */
    boolean isOver() throws IOException {
        Instant now = clock.instant();
        if (remembered.isEmpty() && others) {
            findOthers(now);
        }
        Kept last = remembered.peekLast();
        if (last != null && now.isBefore(last.confirmed)) {
            startAnew(now);
        }
        return hasPassed(remembered.peekFirst(), now);
    }

    /** Removes the files whose time has passed. */
    void removeFiles() {
        Instant now = clock.instant();
        while (hasPassed(remembered.peekFirst(), now)) {
            String name = remembered.remove().name;
            try {
                Files.deleteIfExists(folder.resolve(name));
            } catch (IOException e) {
                others = true;
                NumberedName.of(name).ifPresent(numbered -> heldBack.hold(numbered.id(), e));
            }
        }
    }

    private boolean hasPassed(@Nullable Kept file, Instant now) {
        return file != null && !now.isBefore(file.confirmed.plus(window));
    }

    private void startAnew(Instant now) {
        for (int i = remembered.size(); i > 0; i--) {
            remembered.add(new Kept(remembered.remove().name, now));
        }
    }

    /** All that lies there was confirmed by now, except what could not be read to be sent again. */
    private void findOthers(Instant now) throws IOException {
        others = false;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Optional<NumberedName> name = NumberedName.of(file.getFileName().toString());
                if (name.isPresent() && !heldBack.hasFailed(name.get().id())) {
                    remember(name.get().fileName(), now);
                }
                if (others) {
                    return;
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }
}
