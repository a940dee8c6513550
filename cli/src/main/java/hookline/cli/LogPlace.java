package hookline.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;

/** Reads a place in the log: an entry id, a time, or 0 for the beginning. */
final class LogPlace {
    private static final Pattern ENTRY_ID = Pattern.compile("\\d{1,19}-\\d{1,19}");

    private LogPlace() {}

    static String parse(String text) {
        if (text.equals("0")) {
            return "0-0";
        }
        if (ENTRY_ID.matcher(text).matches()) {
            return text;
        }
        try {
            return Instant.parse(text).toEpochMilli() - 1 + "-" + Long.MAX_VALUE;
        } catch (DateTimeException e) {
            throw new CommandFailedException("--from " + text
                    + " is neither a log entry such as 1795344668123-0 nor a time such as 2026-11-22T10:00:00Z");
        }
    }
}
