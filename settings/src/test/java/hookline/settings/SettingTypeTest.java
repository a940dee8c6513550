package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTypeTest {
    private static final SettingType<Duration> DURATION = SettingType.duration("1ms", "30d");

    @ParameterizedTest
    @CsvSource({"5ms, PT0.005S", "10s, PT10S", "15m, PT15M", "2h, PT2H", "30d, PT720H", "90, PT90S", "0.5, PT0.5S"})
    void readsDurations(String text, Duration duration) {
        assertEquals(Optional.of(duration), DURATION.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "0s", "-1", "5 ms", "5us", "1e3", "31d", "999999999d", "9999999999", ".5", "5S", "s"})
    void refusesOtherDurations(String text) {
        assertEquals(Optional.empty(), DURATION.parse(text));
    }

    @Test
    void readsFractionsOfDays() {
        SettingType<Duration> days = SettingType.days("0.000001", "36500");

        assertEquals(Optional.of(Duration.ofHours(12)), days.parse("0.5"));
        assertEquals(Optional.of(Duration.ofDays(36500)), days.parse("36500"));
        List.of("0", "0.0000001", "36501", "30d", "-1", "")
                .forEach(text -> assertEquals(Optional.empty(), days.parse(text), text));
    }

    @Test
    void readsSizesWithAndWithoutAUnit() {
        SettingType<Long> size = SettingType.size("1KiB", "16TiB");

        assertEquals(Optional.of(1L << 30), size.parse("1GiB"));
        assertEquals(Optional.of(512L << 20), size.parse("512 mib"));
        assertEquals(Optional.of(1024L), size.parse("1024"));
        assertEquals(Optional.of(16L << 40), size.parse("16TiB"));
        List.of("1023", "17TiB", "999999999999999TiB", "1GB", "-1", "1.5GiB", "GiB", "")
                .forEach(text -> assertEquals(Optional.empty(), size.parse(text), text));
    }

    @Test
    void keepsNumbersWithinTheirLimits() {
        SettingType<Integer> number = SettingType.wholeNumber(1, 1024);

        assertEquals(Optional.of(1), number.parse("1"));
        assertEquals(Optional.of(1024), number.parse(" 1024 "));
        List.of("0", "1025", "-1", "+1", "1.0", "0x10", "٣", "99999999999999999999", "", "1 024")
                .forEach(text -> assertEquals(Optional.empty(), number.parse(text), text));
        assertEquals("whole number from 1 to 1024", number.accepts());
    }

    @Test
    void readsSwitchesInAnyCase() {
        assertEquals(Optional.of(true), SettingType.trueOrFalse().parse("TRUE"));
        assertEquals(Optional.of(false), SettingType.trueOrFalse().parse("false"));
        assertEquals(Optional.empty(), SettingType.trueOrFalse().parse("yes"));
        assertEquals(Optional.of(false), SettingType.onOrOff().parse("Off"));
        assertEquals(Optional.of(true), SettingType.onOrOff().parse("on"));
        assertEquals(Optional.empty(), SettingType.onOrOff().parse("true"));
        assertEquals(
                Optional.of(LogLevel.WARN), SettingType.oneOf(LogLevel.class).parse("warn"));
        assertEquals(Optional.empty(), SettingType.oneOf(LogLevel.class).parse("warning"));
    }

    @Test
    void takesHostsWithoutAPort() {
        List.of("localhost", "redis-1.example.org", "my_redis", "10.0.0.1", "::1", "fe80::1%eth0")
                .forEach(host ->
                        assertEquals(Optional.of(host), SettingType.host().parse(host)));
        assertEquals(Optional.of("::1"), SettingType.host().parse("[::1]"));
        List.of("localhost:6379", "redis://localhost", "a b", "a/b", "", "[localhost", "a\nb")
                .forEach(host ->
                        assertEquals(Optional.empty(), SettingType.host().parse(host), host));
    }

    @Test
    void takesAbsolutePathsAndThoseBelowHome() {
        assertEquals(Optional.of(Path.of("/a")), SettingType.absolutePath().parse("/a"));
        assertEquals(Optional.of(Path.of("~/a")), SettingType.absolutePath().parse("~/a"));
        assertEquals(Optional.empty(), SettingType.absolutePath().parse("a/b"));
        assertEquals(Optional.empty(), SettingType.absolutePath().parse("~someone/a"));
        assertEquals(Optional.empty(), SettingType.path().parse("/a\0b"));
    }

    @Test
    void takesMemberNamesThatAreSafeInKeysAndLogs() {
        assertEquals(Optional.of("host_1.b:2-3"), SettingType.member().parse("host_1.b:2-3"));
        List.of("", "a b", "a\tb", "ä", "a".repeat(129))
                .forEach(name ->
                        assertEquals(Optional.empty(), SettingType.member().parse(name), name));
    }
}
