package hookline.streams;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Every event's hash of all partitions, also of events whose log entry is gone, for those who have to see each of them.
 *
 * <p>What is there from the beginning of a walk to its end is seen at least once (SCAN's guarantee). For one thread at
 * a time.
 */
public final class StoredEvents {
    private static final int STEP = 100;
    private static final int MOST_BYTES = 8 << 20;
    private static final Script REPLACE_DATA = Script.named("replace-data.lua");

    private final RedisLink link;

    public StoredEvents(RedisLink link) {
        this.link = link;
    }

    /** An event as it was read: the key of its hash and the published line in it. */
    public record StoredEvent(String key, String line) {}

    /** Hands over all of them until a stop is requested, with at most 8 MiB of lines or one event in memory. */
    public void forEach(StopSignal stop, Consumer<StoredEvent> visitor) {
        ScanArgs matching = ScanArgs.Builder.matches("hooks:event:{*").limit(STEP);
        KeyScanCursor<String> cursor = link.call(redis -> redis.scan(matching));
        visit(cursor.getKeys(), visitor);
        while (!cursor.isFinished() && !stop.isRequested()) {
            ScanCursor from = cursor;
            cursor = link.call(redis -> redis.scan(from, matching));
            visit(cursor.getKeys(), visitor);
        }
    }

    /** The published line of one event, whichever partition it is in. */
    public Optional<String> find(String id) {
        int partitions = Layout.stored(link).map(Layout::partitions).orElse(0);
        for (int partition = 0; partition < partitions; partition++) {
            String key = new Keys(partition).event(id);
            byte[] line = link.call(redis -> redis.hget(key, "data"));
            if (line != null) {
                return Optional.of(new String(line, StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    /** Puts another line in its place, unless it was changed or removed since it was read; says whether it did. */
    public boolean replace(StoredEvent event, String line) {
        return REPLACE_DATA.integer(
                        link, List.of(event.key()), List.of(Script.utf8(sha1(event.line())), Script.utf8(line)))
                == 1;
    }

    private void visit(List<String> keys, Consumer<StoredEvent> visitor) {
        List<Long> sizes = each(keys, (redis, key) -> redis.hstrlen(key, "data"));
        int from = 0;
        long bytes = 0;
        for (int i = 0; i < keys.size(); i++) {
            if (i > from && bytes + sizes.get(i) > MOST_BYTES) {
                handOver(keys.subList(from, i), visitor);
                from = i;
                bytes = 0;
            }
            bytes += sizes.get(i);
        }
        handOver(keys.subList(from, keys.size()), visitor);
    }

    private void handOver(List<String> keys, Consumer<StoredEvent> visitor) {
        List<byte[]> lines = each(keys, (redis, key) -> redis.hget(key, "data"));
        for (int i = 0; i < keys.size(); i++) {
            if (lines.get(i) != null) {
                visitor.accept(new StoredEvent(keys.get(i), new String(lines.get(i), StandardCharsets.UTF_8)));
            }
        }
    }

    private interface Read<T> {
        RedisFuture<T> of(RedisClusterAsyncCommands<String, byte[]> redis, String key);
    }

    private <T> List<T> each(List<String> keys, Read<T> read) {
        List<CompletableFuture<T>> replies = new ArrayList<>();
        link.call(redis -> {
            replies.clear();
            keys.forEach(key -> replies.add(read.of(redis, key).toCompletableFuture()));
            return CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new));
        });
        return replies.stream().map(CompletableFuture::join).collect(Collectors.toCollection(ArrayList::new));
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(Script.utf8(text)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }
}
