package hookline.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads sizes as people write them: a number of bytes, or one of KiB, MiB, GiB or TiB, which are powers of 1024. */
final class ByteText {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15}) ?([KMGT]iB)?", Pattern.CASE_INSENSITIVE);
    private static final List<String> UNITS = List.of("kib", "mib", "gib", "tib");

    private ByteText() {}

    static Optional<Long> parse(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(size.group(1));
        String unit = size.group(2);
        int shift = unit == null ? 0 : 10 * (1 + UNITS.indexOf(unit.toLowerCase(Locale.ROOT)));
        return number <= Long.MAX_VALUE >> shift ? Optional.of(number << shift) : Optional.empty();
    }
}
