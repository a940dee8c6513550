package hookline.cli.totp;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What has to be remembered from one code to the next.
 *
 * @param lastStep the step of the last code that was taken; it and those before are worth nothing any more
 * @param failures wrong codes since then
 * @param pausedUntil in seconds since the epoch; before it no code is looked at
 */
record TotpState(long lastStep, int failures, long pausedUntil) {
    static final TotpState NEW = new TotpState(0, 0, 0);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,12}) (\\d{1,6}) (\\d{1,12})\\s*");

    /** Empty where the text is not what {@link #text} wrote. */
    static Optional<TotpState> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new TotpState(
                        Long.parseLong(matcher.group(1)),
                        Integer.parseInt(matcher.group(2)),
                        Long.parseLong(matcher.group(3))))
                : Optional.empty();
    }

    String text() {
        return lastStep + " " + failures + " " + pausedUntil + "\n";
    }
}
