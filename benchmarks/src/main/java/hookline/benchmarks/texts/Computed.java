package hookline.benchmarks.texts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/** The parts of a token or text that follow a rule of their own; sizes are bytes before they are encoded. */
@SuppressWarnings("ImmutableEnumChecker") // Its fields are lambdas that capture nothing.
enum Computed {
    UUID_V4("uuid", (text, size, random) -> {
        byte[] bytes = bytes(16, random);
        bytes[6] = (byte) ((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte) ((bytes[8] & 0x3f) | 0x80);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        text.append(new UUID(buffer.getLong(), buffer.getLong()));
    }),
    /** As GitHub and npm end their tokens: six base-62 digits of the CRC-32 of the 30 characters before. */
    CRC32_BASE62("crc32", (text, size, random) -> {
        long crc = crc32(text.substring(text.length() - 30));
        char[] digits = new char[6];
        for (int i = 5; i >= 0; i--, crc /= 62) {
            digits[i] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".charAt((int) (crc % 62));
        }
        text.append(digits);
    }),
    /** As Grafana ends its tokens: the CRC-32 of all before the underscore. */
    CRC32_HEX(
            "crc32hex",
            (text, size, random) ->
                    text.append(String.format(Locale.ROOT, "%08x", crc32(text.substring(0, text.length() - 1))))),
    BASE64("base64", (text, size, random) -> text.append(base64(bytes(size, random)))),
    PERCENT64(
            "percent64",
            (text, size, random) -> text.append(base64(bytes(size, random))
                    .replace("+", "%2B")
                    .replace("/", "%2F")
                    .replace("=", "%3D"))),
    /** Base64 of something readable, without the padding that would end a token. */
    TEXT64("text64", (text, size, random) -> text.append(url64(readable(size, random)))),
    JSON64("json64", (text, size, random) -> {
        String start = "{\"iat\":" + (1_700_000_000 + random.nextInt(90_000_000)) + ",\"id\":\"";
        text.append(url64(start + readable(Math.max(8, size - start.length() - 2), random) + "\"}"));
    }),
    JWT("jwt", (text, size, random) -> {
        boolean rsa = random.nextBoolean();
        text.append(url64("{\"alg\":\"" + (rsa ? "RS256" : "HS256") + "\",\"typ\":\"JWT\"}"))
                .append('.')
                .append(url64("{\"sub\":\"" + readable(12, random) + "\",\"exp\":"
                        + (1_800_000_000 + random.nextInt(9999)) + "}"))
                .append('.')
                .append(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(rsa ? 256 : 32, random)));
    }),
    /** A Discord user's number in base64. */
    SNOWFLAKE64(
            "snowflake64",
            (text, size, random) ->
                    text.append(url64(Long.toString(100_000_000_000_000_000L + random.nextInt() * 1_000_003L * 17)))),
    PASSWORD("password", (text, size, random) -> text.append(mixed("!@#%^*-_+=?.", random))),
    URL_PASSWORD("urlpassword", (text, size, random) -> text.append(mixed("!_.~*-", random))),
    /** As people make up those that they have to remember. */
    PHRASE(
            "phrase",
            (text, size, random) -> text.append(
                    switch (random.nextInt(4)) {
                        case 0 -> capital(word(random)) + (1950 + random.nextInt(80)) + "!";
                        case 1 -> word(random) + "-" + word(random) + "-" + word(random);
                        case 2 -> word(random) + random.nextInt(10, 1000);
                        default -> capital(word(random)) + "_" + word(random) + "." + random.nextInt(100);
                    })),
    LOGIN64(
            "login64",
            (text, size, random) -> text.append(
                    base64((word(random) + ":" + mixed("!@#%^*-_+=?.", random)).getBytes(StandardCharsets.UTF_8)))),
    EMAIL(
            "email",
            (text, size, random) -> text.append(word(random) + "." + word(random) + "@" + word(random) + "-mail.org")),
    CARD("card", (text, size, random) -> text.append(CheckedNumbers.card(random, ""))),
    CARD_DASHED("carddashed", (text, size, random) -> text.append(CheckedNumbers.card(random, "-"))),
    SSN("ssn", (text, size, random) -> text.append(CheckedNumbers.ssn(random))),
    IBAN("iban", (text, size, random) -> text.append(CheckedNumbers.iban(random))),
    /** Kept out of the file, so that nothing in it looks like a key. */
    DASHES("dashes", (text, size, random) -> text.append("-".repeat(5))),
    LINES("lines", (text, size, random) -> text.append(lines(size, random, "\n"))),
    ESCAPED_LINES("escapedlines", (text, size, random) -> text.append(lines(size, random, "\\n")));

    /** All of them as alternatives of a regular expression. */
    static final String NAMES = Arrays.stream(values()).map(each -> each.name).collect(Collectors.joining("|"));

    private static final List<String> WORDS = List.of(
            ("autumn bakery candle dragon ember falcon garden harbor island jungle kettle lantern meadow nectar orchid "
                            + "pepper quartz ribbon saddle tiger umbrella velvet walnut yellow zephyr winter monkey hunter")
                    .split(" "));
    private static final String READABLE = "abcdefghijklmnopqrstuvwxyz0123456789";

    private final String name;
    private final Rule rule;

    Computed(String name, Rule rule) {
        this.name = name;
        this.rule = rule;
    }

    static Computed named(String name) {
        return Arrays.stream(values())
                .filter(each -> each.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    void append(StringBuilder text, int size, Random random) {
        rule.append(text, size, random);
    }

    private static byte[] bytes(int size, Random random) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String url64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static long crc32(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    private static String readable(int length, Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(READABLE.charAt(random.nextInt(READABLE.length())));
        }
        return text.toString();
    }

    private static String word(Random random) {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /** 12 to 20 letters, digits and some other characters, never one of those at an end. */
    private static String mixed(String others, Random random) {
        StringBuilder text =
                new StringBuilder(readable(6 + random.nextInt(4), random).toUpperCase(Locale.ROOT));
        text.append(others.charAt(random.nextInt(others.length()))).append(readable(3, random));
        return text.append(others.charAt(random.nextInt(others.length())))
                .append(readable(2 + random.nextInt(5), random))
                .toString();
    }

    private static String lines(int size, Random random, String separator) {
        return String.join(separator, base64(bytes(size, random)).split("(?<=\\G.{64})"));
    }

    private interface Rule {
        void append(StringBuilder text, int size, Random random);
    }
}
