package hookline.benchmarks.texts;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Makes up numbers of people and accounts that pass the checks on such numbers. */
final class CheckedNumbers {
    private static final List<String> ISSUERS = List.of("4", "51", "55", "2221", "34", "37", "6011", "3528");

    private CheckedNumbers() {}

    /** A card of a known issuer with its Luhn digit, in groups as printed on it where a separator is given. */
    static String card(Random random, String separator) {
        String issuer = ISSUERS.get(random.nextInt(ISSUERS.size()));
        int length = issuer.startsWith("3") && !issuer.startsWith("35") ? 15 : 16;
        StringBuilder card = new StringBuilder(issuer).append(digits(length - 1 - issuer.length(), random));
        card.append(luhn(card));
        for (int gap : length == 15 ? new int[] {10, 4} : new int[] {12, 8, 4}) {
            card.insert(gap, separator);
        }
        return card.toString();
    }

    static String ssn(Random random) {
        int area = 1 + random.nextInt(899);
        return String.format(
                Locale.ROOT,
                "%03d-%02d-%04d",
                area == 666 ? 665 : area,
                1 + random.nextInt(99),
                1 + random.nextInt(9999));
    }

    /** A German or Dutch one with its two check digits. */
    static String iban(Random random) {
        boolean german = random.nextBoolean();
        String country = german ? "DE" : "NL";
        String account = german ? digits(18, random) : "INGB" + digits(10, random);
        StringBuilder number = new StringBuilder();
        (account + country + "00").chars().forEach(c -> number.append(Integer.parseInt(Character.toString(c), 36)));
        int check = 98
                - new BigInteger(number.toString()).mod(BigInteger.valueOf(97)).intValue();
        return country + (check < 10 ? "0" : "") + check + account;
    }

    private static int luhn(CharSequence digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            sum += i % 2 == 1 ? digit : digit < 5 ? 2 * digit : 2 * digit - 9;
        }
        return (10 - sum % 10) % 10;
    }

    private static String digits(int count, Random random) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }
}
