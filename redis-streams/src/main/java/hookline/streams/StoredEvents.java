package hookline.streams;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Every event's hash of all partitions, also of events whose log entry is gone, for those who have to see each of them.
 *
 * <p>What is there from the beginning of a walk to its end is seen at least once (SCAN's guarantee). For one thread at
 * a time.
 */
public final class StoredEvents {
    private static final int STEP = 100;
    private static final Script REPLACE_DATA = Script.named("replace-data.lua");

    private final RedisLink link;

    public StoredEvents(RedisLink link) {
        this.link = link;
    }

    /** An event as it was read: the key of its hash and the published line in it. */
    public record StoredEvent(String key, String line) {}

    /** Hands over all of them, a hundred at a time in memory. */
    public void forEach(Consumer<StoredEvent> visitor) {
        ScanArgs matching = ScanArgs.Builder.matches("hooks:event:{*").limit(STEP);
        KeyScanCursor<String> cursor = link.call(redis -> redis.scan(matching));
        visit(cursor.getKeys(), visitor);
        while (!cursor.isFinished()) {
            ScanCursor from = cursor;
            cursor = link.call(redis -> redis.scan(from, matching));
            visit(cursor.getKeys(), visitor);
        }
    }

    /** Puts another line in its place, unless it was changed or removed since it was read; says whether it did. */
    public boolean replace(StoredEvent event, String line) {
        return REPLACE_DATA.integer(
                        link, List.of(event.key()), List.of(Script.utf8(sha1(event.line())), Script.utf8(line)))
                == 1;
    }

    private void visit(List<String> keys, Consumer<StoredEvent> visitor) {
        List<CompletableFuture<byte[]>> replies = new ArrayList<>();
        link.call(redis -> {
            replies.clear();
            keys.forEach(key -> replies.add(redis.hget(key, "data").toCompletableFuture()));
            return CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new));
        });
        for (int i = 0; i < keys.size(); i++) {
            byte[] line = replies.get(i).join();
            if (line != null) {
                visitor.accept(new StoredEvent(keys.get(i), new String(line, StandardCharsets.UTF_8)));
            }
        }
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(Script.utf8(text)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }
}
