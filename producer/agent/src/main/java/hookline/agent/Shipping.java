package hookline.agent;

import hookline.agent.Batch.Shipped;
import hookline.client.Spool;
import hookline.streams.EntryRefusedException;
import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Sends a batch and moves what Redis has confirmed to where it waits for its removal.
 *
 * <p>Where Redis is away, the batch keeps what it held and can be sent again. For one thread.
 */
final class Shipping {
    private final Spool spool;
    private final RawHookSender sender;
    private final ResendWindow window;
    private final HeldBackFiles heldBack;

    Shipping(Spool spool, RawHookSender sender, ResendWindow window, HeldBackFiles heldBack) {
        this.spool = spool;
        this.sender = sender;
        this.window = window;
        this.heldBack = heldBack;
    }

    /**
     * Empties the batch.
     *
     * @throws hookline.streams.RedisUnavailableException where it is not known which of its events arrived
     */
    void ship(Batch batch, Counter confirmed) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            sender.send(batch.hooks());
        } catch (EntryRefusedException oneOfThem) {
            shipOneByOne(batch, confirmed);
            return;
        }
        for (Shipped event : batch.events()) {
            confirm(event, confirmed);
        }
        batch.clear();
    }

    private void shipOneByOne(Batch batch, Counter confirmed) {
        for (Shipped event : batch.events()) {
            try {
                sender.send(List.of(event.hook()));
                confirm(event, confirmed);
            } catch (EntryRefusedException e) {
                heldBack.hold(event.name().id(), e);
            }
            batch.remove(event);
        }
    }

    private void confirm(Shipped event, Counter confirmed) {
        confirmed.increment();
        String name = event.name().fileName();
        try {
            if (!event.file().startsWith(spool.sent())) {
                Files.move(event.file(), spool.sent().resolve(name), StandardCopyOption.ATOMIC_MOVE);
            }
            window.confirmed(name);
            heldBack.release(event.name().id());
        } catch (IOException e) {
            // It stays numbered, and is sent once more with what was held back.
            heldBack.hold(event.name().id(), e);
        }
    }
}
