package hookline.processor.redact;

import java.util.Random;

/** Makes up secrets at test time, so that none stands in a file. The same seed gives the same ones. */
final class Invented {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

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

    String github() {
        return "gh" + "p_" + alnum(36);
    }

    String password() {
        return alnum(9) + "!" + hex(4);
    }
}
