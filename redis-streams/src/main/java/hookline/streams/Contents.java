package hookline.streams;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.Range;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.StreamMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Walks over everything that Hookline keeps in Redis, for those who have to look at all of it; made for small data. */
public final class Contents {
    private static final int STEP = 500;

    private Contents() {}

    /** Hands over every value of every key of ours. */
    public static void forEach(RedisLink link, BiConsumer<String, byte[]> visitor) {
        for (String prefix : List.of("hooks:*", "hookline:*")) {
            ScanArgs matching = ScanArgs.Builder.matches(prefix).limit(STEP);
            KeyScanCursor<String> cursor = link.call(redis -> redis.scan(matching));
            visitAll(link, cursor.getKeys(), visitor);
            while (!cursor.isFinished()) {
                ScanCursor from = cursor;
                cursor = link.call(redis -> redis.scan(from, matching));
                visitAll(link, cursor.getKeys(), visitor);
            }
        }
    }

    private static void visitAll(RedisLink link, List<String> keys, BiConsumer<String, byte[]> visitor) {
        for (String key : keys) {
            switch (link.call(redis -> redis.type(key))) {
                case "hash" -> visit(key, link.call(redis -> redis.hgetall(key)), visitor);
                case "stream" -> {
                    List<StreamMessage<String, byte[]>> entries =
                            link.call(redis -> redis.xrange(key, Range.unbounded()));
                    entries.forEach(entry -> visit(key, entry.getBody(), visitor));
                }
                case "zset" ->
                    link.call(redis -> redis.zrange(key, 0, -1)).forEach(member -> visitor.accept(key, member));
                default -> visitor.accept(key, link.call(redis -> redis.dump(key)));
            }
        }
    }

    private static void visit(String key, Map<String, byte[]> fields, BiConsumer<String, byte[]> visitor) {
        fields.forEach((name, value) -> {
            visitor.accept(key, name.getBytes(StandardCharsets.UTF_8));
            visitor.accept(key, value);
        });
    }
}
