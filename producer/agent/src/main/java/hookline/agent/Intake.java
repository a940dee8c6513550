package hookline.agent;

import hookline.agent.OldestFirst.Waiting;
import hookline.client.Spool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Takes new events over, the oldest first: once one is in the batch, its file's name carries its number.
 *
 * <p>A file that cannot be taken over is held back and blocks no other. Holds the names of so many waiting files at
 * most, and no content. For one thread.
 */
final class Intake {
    static final int MAX_WAITING = 50_000;

    private final Spool spool;
    private final EventReader reader;
    private final Sequencer sequencer;
    private final HeldBackFiles heldBack;
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    Intake(Spool spool, EventReader reader, Sequencer sequencer, HeldBackFiles heldBack) {
        this.spool = spool;
        this.reader = reader;
        this.sequencer = sequencer;
        this.heldBack = heldBack;
    }

    /**
     * Adds what is there.
     *
     * @return whether there is more than the batch has room for
     */
    boolean fill(Batch batch) throws IOException {
        if (waiting.isEmpty()) {
            waiting.addAll(OldestFirst.list(spool.fresh(), this::isWanted, MAX_WAITING));
        }
        while (!waiting.isEmpty() && batch.hasRoomFor(bytes(waiting.element()))) {
            take(waiting.remove(), batch);
        }
        return !waiting.isEmpty();
    }

    private boolean isWanted(String name) {
        if (!NumberedName.isId(name)) {
            heldBack.leaveAlone(name);
            return false;
        }
        return !heldBack.isHeld(name);
    }

    /** A file that vanishes meanwhile takes no room. */
    private long bytes(Waiting next) {
        return Spool.isMarker(next.bytes())
                ? spool.tmp().resolve(next.name()).toFile().length()
                : next.bytes();
    }

    private void take(Waiting next, Batch batch) {
        String id = next.name();
        Path named = spool.fresh().resolve(id);
        boolean marked = Spool.isMarker(next.bytes());
        Path content = marked ? spool.tmp().resolve(id) : named;
        try {
            EventReader.Read event = reader.read(content, id);
            NumberedName name = new NumberedName(id, sequencer.next(event.sessionId()));
            Path numbered = spool.numbered().resolve(name.fileName());
            Files.move(content, numbered, StandardCopyOption.ATOMIC_MOVE);
            sequencer.taken(event.sessionId(), name.sequence());
            heldBack.release(id);
            batch.add(new Batch.Shipped(numbered, name, reader.seal(event, name.sequence())));
            if (marked) {
                Files.deleteIfExists(named);
            }
        } catch (NoSuchFileException e) {
            dropMarker(named, marked, e);
        } catch (IOException e) {
            heldBack.hold(id, e);
        }
    }

    /** A marker whose event an agent took over just before it was killed. */
    private void dropMarker(Path named, boolean marked, NoSuchFileException missing) {
        String id = named.getFileName().toString();
        try {
            if (!marked || Files.size(named) > 0) {
                throw missing;
            }
            Files.delete(named);
        } catch (IOException e) {
            heldBack.hold(id, e);
        }
    }
}
