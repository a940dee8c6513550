package hookline.streams;

import static hookline.streams.Script.utf8;

import io.lettuce.core.Consumer;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XClaimArgs;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XPendingArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.models.stream.PendingMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * One consumer's view of the group on one raw stream: new entries, its own pending ones, those of others that were
 * abandoned.
 *
 * <p>What is read stays pending until a commit acknowledges it. For one thread at a time.
 */
public final class ConsumerGroup {
    /** The name of the group. */
    public static final String NAME = "processors";

    private static final String FROM_THE_FIRST = "0";
    private static final Script CLAIM_ABANDONED = Script.named("claim-abandoned.lua");
    private static final Script HOLD = Script.named("hold-entries.lua");
    private static final Script REMOVE_CONSUMERS = Script.named("remove-consumers.lua");

    private final RedisLink link;
    private final Keys keys;
    private final Consumer<String> consumer;
    private final LongConsumer onDeleted;

    /**
     * A consumer of that name, which it gets by its first reading.
     *
     * @param onDeleted told how many pending entries somebody deleted from the stream: events that nobody can process
     */
    public ConsumerGroup(RedisLink link, Keys keys, String consumerName, LongConsumer onDeleted) {
        this.link = link;
        this.keys = keys;
        this.consumer = Consumer.from(NAME, consumerName);
        this.onDeleted = onDeleted;
    }

    /** The same over another connection, for another thread. */
    public ConsumerGroup over(RedisLink other) {
        return new ConsumerGroup(other, keys, consumer.getName(), onDeleted);
    }

    public Keys keys() {
        return keys;
    }

    /** Rises whenever a new connection was made, and delivered entries may have been lost on the way to us. */
    public long generation() {
        return link.generation();
    }

    /**
     * Makes the group, and the stream with it, where they are missing.
     *
     * <p>A new group starts at the stream's first entry: raw holds only what is not processed yet, and what was
     * processed after all the commit recognises.
     *
     * @return whether it was missing
     */
    public boolean create() {
        return link.call(redis -> redis.xgroupCreate(
                        StreamOffset.from(keys.raw(), FROM_THE_FIRST), NAME, XGroupCreateArgs.Builder.mkstream())
                .thenApply(created -> true)
                .exceptionally(ConsumerGroup::falseIfItExists));
    }

    private static boolean falseIfItExists(Throwable failure) {
        Throwable reply = failure instanceof CompletionException ? failure.getCause() : failure;
        if (reply != null && String.valueOf(reply.getMessage()).startsWith("BUSYGROUP")) {
            return false;
        }
        throw new CompletionException(reply);
    }

    /** Waits for new entries, at most this long; empty where none came. */
    @SuppressWarnings("unchecked") // Lettuce takes the streams as generic varargs.
    public List<RawEntry> readNew(int count, Duration wait) {
        List<StreamMessage<String, byte[]>> messages = link.call(redis -> redis.xreadgroup(
                consumer, XReadArgs.Builder.count(count).block(wait), StreamOffset.lastConsumed(keys.raw())));
        return messages.stream()
                .map(message -> new RawEntry(message.getId(), body(message), 1))
                .collect(Collectors.toList());
    }

    /** Ids of entries that were delivered to this consumer and not acknowledged, oldest first. */
    public List<String> ownPending(int count) {
        List<PendingMessage> pending = link.call(redis -> redis.xpending(
                keys.raw(), XPendingArgs.Builder.xpending(consumer, Range.unbounded(), Limit.from(count))));
        return pending.stream().map(PendingMessage::getId).collect(Collectors.toList());
    }

    /**
     * Makes entries our own that nobody has touched for this long, without raising their delivery count: only the one
     * that is about to run is counted, or a crash would condemn its neighbours.
     */
    public List<String> claimAbandoned(Duration idle, int count) {
        List<String> reply = CLAIM_ABANDONED.texts(
                link,
                List.of(keys.raw()),
                List.of(
                        utf8(NAME),
                        utf8(consumer.getName()),
                        utf8(Long.toString(idle.toMillis())),
                        utf8(Integer.toString(count))));
        long deleted = Long.parseLong(reply.get(0));
        if (deleted > 0) {
            onDeleted.accept(deleted);
        }
        return List.copyOf(reply.subList(1, reply.size()));
    }

    /** Keeps entries from being claimed by others for as long again, where they are still our own; tells how many are. */
    public long hold(List<String> entryIds) {
        List<byte[]> arguments = new ArrayList<>(List.of(utf8(NAME), utf8(consumer.getName())));
        entryIds.forEach(id -> arguments.add(utf8(id)));
        return HOLD.integer(link, List.of(keys.raw()), arguments);
    }

    /** Removes all consumers that have nothing pending and have been silent for this long; tells how many went. */
    public static long removeSilent(RedisLink link, Keys keys, Duration silence) {
        return REMOVE_CONSUMERS.integer(
                link, List.of(keys.raw()), List.of(utf8(NAME), utf8(Long.toString(silence.toMillis()))));
    }

    /**
     * Takes one pending entry of our own to run it alone, and counts the delivery.
     *
     * <p>One that was taken more often than the given limit comes without its fields: reading them, to bury it, must be
     * what ends its readers.
     *
     * @return empty where it is no longer ours, or no longer there
     */
    public Optional<RawEntry> takeAlone(String entryId, int readAtMost) {
        List<PendingMessage> pending = link.call(redis -> redis.xpending(
                keys.raw(), XPendingArgs.Builder.xpending(consumer, Range.create(entryId, entryId), Limit.from(1))));
        if (pending.isEmpty()) {
            return Optional.empty();
        }
        int deliveries = (int) Math.min(Integer.MAX_VALUE, pending.get(0).getRedeliveryCount() + 1);
        if (deliveries > readAtMost) {
            return Optional.of(new RawEntry(entryId, Map.of(), deliveries));
        }
        List<StreamMessage<String, byte[]>> claimed =
                link.call(redis -> redis.xclaim(keys.raw(), consumer, XClaimArgs.Builder.minIdleTime(0), entryId));
        if (claimed.isEmpty()) {
            onDeleted.accept(1);
        }
        return claimed.stream()
                .map(message -> new RawEntry(message.getId(), body(message), deliveries))
                .findFirst();
    }

    private static Map<String, byte[]> body(StreamMessage<String, byte[]> message) {
        Map<String, byte[]> body = message.getBody();
        return body == null ? Map.of() : body;
    }
}
