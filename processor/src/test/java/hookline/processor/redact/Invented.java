package hookline.processor.redact;

import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes up secrets at test time, so that none stands in a file. The same seed gives the same ones. */
final class Invented {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static final String ASCII =
            IntStream.rangeClosed('!', '~').mapToObj(Character::toString).collect(Collectors.joining());
    private static final Pattern RUN = Pattern.compile("\\{(\\w+)#?:(\\d+)[^}]*}");

    private final Random random = new Random(42);

    String alnum(int length) {
        StringBuilder text = new StringBuilder("a1B");
        while (text.length() < length) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    String hex(int length) {
        StringBuilder text = new StringBuilder("0d");
        while (text.length() < length) {
            text.append(Integer.toHexString(random.nextInt(16)));
        }
        return text.toString();
    }

    /** A token of a rule's shape, at the least length that the shape allows. */
    String shaped(String shape) {
        return RUN.matcher(shape)
                .replaceAll(run ->
                        Matcher.quoteReplacement(run(CharClass.named(run.group(1)), Integer.parseInt(run.group(2)))));
    }

    private String run(CharClass kind, int length) {
        String members = ASCII.chars()
                .filter(c -> kind.has((char) c) && "xX.*".indexOf(c) < 0)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        return random.ints(length, 0, members.length())
                .mapToObj(i -> members.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    String github() {
        return "gh" + "p_" + alnum(36);
    }

    String password() {
        return alnum(9) + "!" + hex(4);
    }
}
