package hookline.settings;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as people write them: {@code 5ms}, {@code 10s}, {@code 15m}, {@code 2h}, {@code 30d}, or seconds. */
public final class DurationText {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h|d)?");
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);

    private DurationText() {}

    /** Empty where it is none. */
    public static Optional<Duration> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        ChronoUnit unit = form.group(2) == null ? ChronoUnit.SECONDS : UNITS.get(form.group(2));
        return Optional.ofNullable(unit).map(known -> times(new BigDecimal(form.group(1)), known));
    }

    private static Duration times(BigDecimal count, ChronoUnit unit) {
        BigDecimal seconds =
                count.multiply(BigDecimal.valueOf(unit.getDuration().toNanos(), 9));
        BigDecimal whole = seconds.setScale(0, RoundingMode.DOWN);
        return Duration.ofSeconds(
                whole.longValueExact(),
                seconds.subtract(whole).movePointRight(9).longValue());
    }
}
