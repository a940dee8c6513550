package hookline.streams;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.Range.Boundary;
import io.lettuce.core.StreamMessage;
import java.util.List;
import java.util.function.Consumer;

/** Walks over a stream whose entries may each be as large as an event can be, a few of them in memory at a time. */
final class StreamPages {
    private static final int STEP = 16;

    private StreamPages() {}

    /** Hands over what there is when it begins, unless a stop is requested before. */
    static void all(
            RedisLink link, String stream, StopSignal stop, Consumer<List<StreamMessage<String, byte[]>>> pages) {
        List<StreamMessage<String, byte[]>> newest =
                link.call(redis -> redis.xrevrange(stream, Range.unbounded(), Limit.from(1)));
        if (!newest.isEmpty()) {
            upTo(link, stream, newest.get(0).getId(), stop, pages);
        }
    }

    /** Hands over what there is up to and with the given last entry, unless a stop is requested before. */
    static void upTo(
            RedisLink link,
            String stream,
            String last,
            StopSignal stop,
            Consumer<List<StreamMessage<String, byte[]>>> pages) {
        String place = EventLog.START;
        while (!stop.isRequested()) {
            Range<String> range = Range.from(Boundary.excluding(place), Boundary.including(last));
            List<StreamMessage<String, byte[]>> page =
                    link.call(redis -> redis.xrange(stream, range, Limit.from(STEP)));
            if (page.isEmpty()) {
                return;
            }
            pages.accept(page);
            place = page.get(page.size() - 1).getId();
        }
    }

    /** The id right behind this one. */
    static String behind(String entryId) {
        int dash = entryId.indexOf('-');
        return entryId.substring(0, dash + 1) + (Long.parseLong(entryId.substring(dash + 1)) + 1);
    }
}
