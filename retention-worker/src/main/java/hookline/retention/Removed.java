package hookline.retention;

import hookline.streams.Removal.Amount;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * What a run of retention removed, or in a dry run would have.
 *
 * @param amounts by kind; a kind of which nothing went is not there
 */
public record Removed(Map<Kind, Amount> amounts) {
    private static final Amount NONE = new Amount(0, 0);

    public static final Removed NOTHING = new Removed(Map.of());

    public Removed {
        Map<Kind, Amount> some = new EnumMap<>(Kind.class);
        amounts.forEach((kind, amount) -> {
            if (amount.count() > 0) {
                some.put(kind, amount);
            }
        });
        amounts = Collections.unmodifiableMap(some);
    }

    /** Of one kind whose size says nothing. */
    static Removed of(Kind kind, long count) {
        return of(kind, new Amount(count, 0));
    }

    public static Removed of(Kind kind, Amount amount) {
        return new Removed(Map.of(kind, amount));
    }

    public Removed plus(Removed other) {
        Map<Kind, Amount> sum = new EnumMap<>(Kind.class);
        sum.putAll(amounts);
        other.amounts.forEach((kind, more) ->
                sum.merge(kind, more, (one, two) -> new Amount(one.count() + two.count(), one.bytes() + two.bytes())));
        return new Removed(sum);
    }

    public long count(Kind kind) {
        return amounts.getOrDefault(kind, NONE).count();
    }

    public long bytes(Kind kind) {
        return amounts.getOrDefault(kind, NONE).bytes();
    }

    /** One line for people. */
    public String text() {
        long bytes = Arrays.stream(Kind.values()).mapToLong(this::bytes).sum();
        return Arrays.stream(Kind.values())
                .map(kind -> kind.words() + ": " + count(kind))
                .collect(Collectors.joining(", ", "", "; bytes: " + bytes));
    }

    /** Members of a JSON object: the counts by kind, and the bytes of those kinds that are told. */
    String json() {
        return members(this::count) + ",\"bytes\":{" + members(this::bytes) + "}";
    }

    private static String members(ToLongFunction<Kind> number) {
        return Arrays.stream(Kind.values())
                .map(kind -> "\"" + kind.label() + "\":" + number.applyAsLong(kind))
                .collect(Collectors.joining(","));
    }
}
