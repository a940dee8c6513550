package hookline.streams.reader;

import hookline.streams.EventLog;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How far a reader came: of each partition the entry up to which everything was handed over.
 *
 * @param entryIds partition to entry id; a partition that is not named starts at its beginning
 */
public record Position(Map<Integer, String> entryIds) {
    /** Before the first entry of every partition. */
    public static final Position START = new Position(Map.of());

    private static final Pattern PLACE = Pattern.compile("(\\d{1,9})=(\\d{1,19}-\\d{1,19})");

    public Position {
        entryIds = Map.copyOf(entryIds);
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException where it is something else
     */
    public static Position parse(String text) {
        Map<Integer, String> entryIds = new TreeMap<>();
        for (String place : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            Matcher matcher = PLACE.matcher(place);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "A position is written as 0=1795344668123-0,1=1795344668999-2, not as this text");
            }
            entryIds.put(Integer.valueOf(matcher.group(1)), matcher.group(2));
        }
        return new Position(entryIds);
    }

    String of(int partition) {
        return entryIds.getOrDefault(partition, EventLog.START);
    }

    /** One line to store, such as {@code 0=1795344668123-0,1=1795344668999-2}. */
    @Override
    public String toString() {
        return new TreeMap<>(entryIds)
                .entrySet().stream()
                        .map(place -> place.getKey() + "=" + place.getValue())
                        .collect(Collectors.joining(","));
    }
}
