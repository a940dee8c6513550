package hookline.agent;

import hookline.agent.Batch.Shipped;
import hookline.streams.EntryRefusedException;
import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Sends one batch at a time, in a thread of its own, so that the next can be made meanwhile, and moves what Redis has
 * confirmed to where it waits for its removal.
 *
 * <p>Where Redis is away, the batch stays under way and is sent again first. All methods are for one thread.
 */
final class Shipping implements AutoCloseable {
    private final RawHookSender sender;
    private final ResendWindow window;
    private final HeldBackFiles heldBack;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread sending = new Thread(work, "hookline-agent-send");
        sending.setDaemon(true);
        return sending;
    });
    private @Nullable UnderWay underWay;

    Shipping(RawHookSender sender, ResendWindow window, HeldBackFiles heldBack) {
        this.sender = sender;
        this.window = window;
        this.heldBack = heldBack;
    }

    private static final class UnderWay {
        private final Batch batch;
        private final Counter confirmed;
        private @Nullable Future<?> sending;

        UnderWay(Batch batch, Counter confirmed) {
            this.batch = batch;
            this.confirmed = confirmed;
        }
    }

    /** Whether a batch is being sent, or has to be sent again. */
    boolean isUnderWay() {
        return underWay != null;
    }

    /**
     * Begins to send a batch, which must not be touched before {@link #settle} has returned; it is empty then.
     *
     * @throws hookline.streams.RedisUnavailableException as {@link #settle} of the batch before it, which comes first
     */
    void start(Batch batch, Counter confirmed) {
        settle();
        if (!batch.isEmpty()) {
            UnderWay next = new UnderWay(batch, confirmed);
            underWay = next;
            next.sending = thread.submit(() -> send(batch, confirmed));
        }
    }

    /**
     * Returns once nothing is under way.
     *
     * @throws hookline.streams.RedisUnavailableException where it is not known which of its events arrived
     */
    void settle() {
        UnderWay last = underWay;
        if (last == null) {
            return;
        }
        Future<?> sending = last.sending;
        if (sending == null) {
            sending = thread.submit(() -> send(last.batch, last.confirmed));
        }
        last.sending = null;
        await(sending);
        underWay = null;
    }

    /**
     * Empties a batch, after what was under way, and returns when it has.
     *
     * @throws hookline.streams.RedisUnavailableException where the batch keeps what it held
     */
    void ship(Batch batch, Counter confirmed) {
        settle();
        if (!batch.isEmpty()) {
            send(batch, confirmed);
        }
    }

    /** Ends the thread; what it had not sent stays in the spool. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** Every call to Redis ends by itself, and at once when interrupted. */
    private void await(Future<?> sending) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    sending.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                    thread.shutdownNow();
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("A bug of the sender", e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void send(Batch batch, Counter confirmed) {
        try {
            sender.send(batch.hooks());
        } catch (EntryRefusedException oneOfThem) {
            sendOneByOne(batch, confirmed);
            return;
        }
        for (Shipped event : batch.events()) {
            confirm(event, confirmed);
        }
        batch.clear();
    }

    private void sendOneByOne(Batch batch, Counter confirmed) {
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
        try {
            window.confirmed(event.file());
            heldBack.release(event.name().id());
        } catch (IOException e) {
            // It stays numbered, and is sent once more with what was held back.
            heldBack.hold(event.name().id(), e);
        }
    }
}
