package hookline.streams;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/** What was committed on a day, over all partitions. For one thread at a time. */
public final class StoredStats {
    private final RedisLink link;
    private final Layout layout;

    public StoredStats(RedisLink link, Layout layout) {
        this.link = link;
        this.layout = layout;
    }

    /** The counts of a day in UTC by their names, such as {@code outcome:stored}; empty where there are none. */
    public Map<String, Long> of(LocalDate day) {
        Map<String, Long> counts = new TreeMap<>();
        for (int partition = 0; partition < layout.partitions(); partition++) {
            String key = new Keys(partition).stats(day);
            StoredSessions.texts(link.call(redis -> redis.hgetall(key)))
                    .forEach((name, count) -> counts.merge(name, StoredSessions.whole(count), Long::sum));
        }
        return counts;
    }
}
