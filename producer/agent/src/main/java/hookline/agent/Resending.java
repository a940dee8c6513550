package hookline.agent;

import hookline.client.Spool;
import hookline.streams.StopSignal;
import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Sends again what Redis may have lost: at start everything that has a number, after every reconnect everything that was
 * confirmed and is still there.
 *
 * <p>Telling the sequencer which numbers it meets, the first run is also its recovery, so nothing is to be numbered
 * before it has ended. For one thread.
 */
final class Resending {
    private static final int NAMES_AT_ONCE = 1_000;
    private static final long NONE = -1;

    private final Spool spool;
    private final EventReader reader;
    private final Sequencer sequencer;
    private final RawHookSender sender;
    private final Shipping shipping;
    private final ResendWindow window;
    private final HeldBackFiles heldBack;
    private final AgentCounters counters;
    private final Batch batch;
    private final InstantSource clock;
    private final StopSignal stop;
    private final Cadence retries = new Cadence(HeldBackFiles.RETRY_AFTER);
    private long coveredConnection = NONE;

    Resending(
            Spool spool,
            EventReader reader,
            Sequencer sequencer,
            RawHookSender sender,
            Shipping shipping,
            ResendWindow window,
            HeldBackFiles heldBack,
            AgentCounters counters,
            int batchSize,
            InstantSource clock,
            StopSignal stop) {
        this.spool = spool;
        this.reader = reader;
        this.sequencer = sequencer;
        this.sender = sender;
        this.shipping = shipping;
        this.window = window;
        this.heldBack = heldBack;
        this.counters = counters;
        this.batch = new Batch(batchSize, Duration.ZERO, clock);
        this.clock = clock;
        this.stop = stop;
    }

    /** Whether there is a connection on which what was confirmed before has not been sent again. */
    boolean isNeeded() {
        return sender.connection() != coveredConnection;
    }

    /**
     * Sends all of it, unless a stop is requested.
     *
     * @throws hookline.streams.RedisUnavailableException where it has to be done once more from the beginning
     */
    void run() throws IOException {
        boolean atStart = coveredConnection == NONE;
        sender.ask();
        long connection = sender.connection();
        List<Path> confirmed = window.folders();
        window.restart();
        sendConfirmed(confirmed, id -> !heldBack.isHeld(id));
        if (atStart) {
            sendAll(spool.numbered(), id -> !heldBack.isHeld(id), counters.sent());
        }
        if (!stop.isRequested()) {
            coveredConnection = connection;
        }
    }

    /** Tries once more, now and then, what has a number and was held back. Nothing else may be under way. */
    void retryHeldBack() throws IOException {
        if (!heldBack.isEmpty() && retries.isDue(clock.instant())) {
            Predicate<String> due = id -> heldBack.hasFailed(id) && !heldBack.isHeld(id);
            sendConfirmed(window.folders(), due);
            sendAll(spool.numbered(), due, counters.sent());
        }
    }

    private void sendConfirmed(List<Path> folders, Predicate<String> wantedIds) throws IOException {
        for (Path folder : folders) {
            sendAll(folder, wantedIds, counters.resent());
        }
    }

    private void sendAll(Path folder, Predicate<String> wantedIds, Counter confirmed) throws IOException {
        batch.clear();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            Iterator<Path> rest = files.iterator();
            while (rest.hasNext() && !stop.isRequested()) {
                for (NumberedName name : some(rest, wantedIds)) {
                    add(folder, name, confirmed);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        shipping.ship(batch, confirmed);
    }

    private List<NumberedName> some(Iterator<Path> files, Predicate<String> wantedIds) {
        List<NumberedName> names = new ArrayList<>();
        while (files.hasNext() && names.size() < NAMES_AT_ONCE) {
            String fileName = files.next().getFileName().toString();
            NumberedName.of(fileName)
                    .ifPresentOrElse(
                            name -> {
                                if (wantedIds.test(name.id())) {
                                    names.add(name);
                                }
                            },
                            () -> {
                                if (!ResendWindow.isFolder(fileName)) {
                                    heldBack.leaveAlone(fileName);
                                }
                            });
        }
        names.sort(Comparator.comparingLong(NumberedName::sequence));
        return names;
    }

    private void add(Path folder, NumberedName name, Counter confirmed) {
        Path file = folder.resolve(name.fileName());
        try {
            EventReader.Read event = reader.read(file, name.id());
            sequencer.taken(event.sessionId(), name.sequence());
            if (!batch.hasRoomFor(event.hook().payload().remaining())) {
                shipping.ship(batch, confirmed);
            }
            batch.add(new Batch.Shipped(file, name, reader.seal(event, name.sequence())));
        } catch (IOException e) {
            heldBack.hold(name.id(), e);
        }
    }
}
