package hookline.streams;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Numbers from 1 on, kept as ranges: memory grows with the gaps among them and not with how large they are. For one
 * thread.
 */
public final class SequenceSet {
    /** From the first number of each range to its last; neighbours are joined. */
    private final TreeMap<Long, Long> ranges = new TreeMap<>();

    private long size;

    /** A range, both ends in it. */
    public record Range(long first, long last) {
        public long size() {
            return last - first + 1;
        }

        @Override
        public String toString() {
            return first == last ? Long.toString(first) : first + "-" + last;
        }
    }

    /** Adds a number; what is below 1 is none. */
    public void add(long number) {
        if (number < 1 || contains(number)) {
            return;
        }
        Long first = number;
        Long last = number;
        Map.Entry<Long, Long> before = ranges.floorEntry(number);
        if (before != null && before.getValue() == number - 1) {
            first = before.getKey();
        }
        Long joined = ranges.remove(number + 1);
        if (joined != null) {
            last = joined;
        }
        ranges.put(first, last);
        size++;
    }

    public void addAll(SequenceSet other) {
        other.ranges.forEach((first, last) -> {
            for (long number = first; number <= last; number++) {
                add(number);
            }
        });
    }

    public boolean contains(long number) {
        Map.Entry<Long, Long> range = ranges.floorEntry(number);
        return range != null && number <= range.getValue();
    }

    public long size() {
        return size;
    }

    /** The largest number; 0 where there is none. */
    public long highest() {
        return ranges.isEmpty() ? 0 : ranges.lastEntry().getValue();
    }

    /** What is missing from 1 up to and with this number, in order. */
    public List<Range> gapsUpTo(long highest) {
        List<Range> gaps = new ArrayList<>();
        long next = 1;
        for (Map.Entry<Long, Long> range : ranges.entrySet()) {
            if (range.getKey() > highest) {
                break;
            }
            if (range.getKey() > next) {
                gaps.add(new Range(next, range.getKey() - 1));
            }
            next = range.getValue() + 1;
        }
        if (next <= highest) {
            gaps.add(new Range(next, highest));
        }
        return gaps;
    }
}
