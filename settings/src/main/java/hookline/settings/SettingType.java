package hookline.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a setting accepts, in words for the reference and for refusals, and as the parser that the words describe. */
record SettingType<T>(String accepts, Function<String, Optional<T>> parser) {
    static final SettingType<Secret> SECRET =
            new SettingType<>("secret; also as `_FILE` or `_COMMAND`", text -> Optional.of(Secret.of(text)));

    private static final Pattern TEXT = Pattern.compile("[^\\p{Cc}]{1,256}");
    private static final Pattern INTERFACE = Pattern.compile("[\\p{Graph}&&[^/]]{1,64}");
    private static final Pattern MEMBER = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    Optional<T> parse(String text) {
        return parser.apply(text.strip());
    }

    static SettingType<String> text() {
        return matching("text", TEXT.asMatchPredicate());
    }

    static SettingType<String> member() {
        return matching("up to 128 letters, digits and `._:-`", MEMBER.asMatchPredicate());
    }

    static SettingType<String> host() {
        return new SettingType<>("host name or address, without a port", text -> {
            boolean bracketed = text.startsWith("[") && text.endsWith("]");
            String host = bracketed ? text.substring(1, text.length() - 1) : text;
            return Optional.of(host).filter(HostAndPort.HOST.asMatchPredicate());
        });
    }

    /** Where to send something, without a user, whose password would be shown with it. */
    static SettingType<URI> httpUrl() {
        return new SettingType<>("address that begins with `http://` or `https://`, without a user", text -> {
            try {
                URI url = new URI(text);
                boolean known = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
                return Optional.of(url)
                        .filter(complete -> known
                                && complete.getHost() != null
                                && complete.getRawUserInfo() == null
                                && complete.getRawFragment() == null);
            } catch (URISyntaxException e) {
                return Optional.empty();
            }
        });
    }

    static SettingType<Path> path() {
        return new SettingType<>("path", SettingType::toPath);
    }

    static SettingType<Path> absolutePath() {
        return new SettingType<>("absolute path, or one that begins with `~/`", text -> toPath(text)
                .filter(path -> path.isAbsolute() || path.startsWith("~")));
    }

    static SettingType<Integer> wholeNumber(int from, int to) {
        return number("whole number", from, to);
    }

    static SettingType<Integer> bytes(int from, int to) {
        return number("number of bytes", from, to);
    }

    /** A number of bytes that people write with a unit, such as {@code 512MiB}. */
    static SettingType<Long> size(String from, String to) {
        long least = ByteText.parse(from).orElseThrow();
        long most = ByteText.parse(to).orElseThrow();
        return new SettingType<>(
                "size from " + from + " to " + to, text -> ByteText.parse(text).filter(between(least, most)));
    }

    static SettingType<Boolean> trueOrFalse() {
        return choice(List.of(true, false));
    }

    static SettingType<Boolean> onOrOff() {
        return new SettingType<>(
                "`on` or `off`", text -> choiceOf(List.of("on", "off"), text).map("on"::equals));
    }

    static <E extends Enum<E>> SettingType<E> oneOf(Class<E> type) {
        return choice(Arrays.asList(type.getEnumConstants()));
    }

    static SettingType<Duration> duration(String from, String to) {
        Duration least = DurationText.parse(from).orElseThrow();
        Duration most = DurationText.parse(to).orElseThrow();
        return new SettingType<>("duration from " + from + " to " + to, text -> DurationText.parse(text)
                .filter(between(least, most)));
    }

    static SettingType<Duration> days(String from, String to) {
        Duration least = DurationText.parse(from + 'd').orElseThrow();
        Duration most = DurationText.parse(to + 'd').orElseThrow();
        return new SettingType<>(
                "number of days from " + from + " to " + to + ", fractions allowed",
                text -> DurationText.parse(text + 'd').filter(between(least, most)));
    }

    static SettingType<List<HostAndPort>> nodes(int defaultPort) {
        return listOf(
                "comma-separated `host:port`, port " + defaultPort + " where none is given",
                node -> HostAndPort.parse(node, defaultPort));
    }

    static SettingType<List<Network>> networks() {
        return listOf(
                "comma-separated networks such as `10.8.0.0/16` or `fd00::/8`, without bits behind the prefix",
                Network::parse);
    }

    static SettingType<List<URI>> httpUrls() {
        SettingType<URI> one = httpUrl();
        return listOf("comma-separated; each an " + one.accepts(), text -> one.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("not such an address")));
    }

    static SettingType<String> networkInterface() {
        return matching("name of a network interface, such as `tun0`", INTERFACE.asMatchPredicate());
    }

    /** Nothing but what the parser takes; it throws IllegalArgumentException for what it does not. */
    private static <E> SettingType<List<E>> listOf(String accepts, Function<String, E> element) {
        return new SettingType<>(accepts, text -> {
            try {
                return Optional.of(Arrays.stream(text.split(",", -1))
                        .map(part -> element.apply(part.strip()))
                        .toList());
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        });
    }

    private static SettingType<String> matching(String accepts, Predicate<String> rule) {
        return new SettingType<>(accepts, text -> Optional.of(text).filter(rule));
    }

    private static SettingType<Integer> number(String what, int from, int to) {
        return new SettingType<>(what + " from " + from + " to " + to, text -> Optional.of(text)
                .filter(digits -> digits.matches("\\d{1,9}"))
                .map(Integer::valueOf)
                .filter(between(from, to)));
    }

    private static <E> SettingType<E> choice(List<E> values) {
        String accepts =
                values.stream().map(value -> '`' + lowerCase(value) + '`').collect(Collectors.joining(", "));
        return new SettingType<>(accepts.replaceFirst(", ([^,]+)$", " or $1"), text -> choiceOf(values, text));
    }

    private static <E> Optional<E> choiceOf(List<E> values, String text) {
        return values.stream()
                .filter(value -> lowerCase(value).equals(lowerCase(text)))
                .findFirst();
    }

    private static String lowerCase(Object value) {
        return value.toString().toLowerCase(Locale.ROOT);
    }

    private static Optional<Path> toPath(String text) {
        try {
            return Optional.of(Path.of(text)).filter(path -> !text.isEmpty());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static <C extends Comparable<C>> Predicate<C> between(C least, C most) {
        return value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }
}
