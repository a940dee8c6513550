package hookline.processor.redact;

/**
 * Finds payment card numbers, by issuer range, length and Luhn's checksum, US social security numbers and bank
 * accounts. Reads every fourth character only: each of these numbers has four digits in a row.
 */
final class DigitRuns {
    private static final int STRIDE = 4;
    private static final int LONGEST = 32;

    private DigitRuns() {}

    static void scan(Scan scan) {
        int to = scan.to();
        int at = scan.from() + STRIDE - 1;
        while (at < to) {
            if (!CharClass.DIGIT.has(scan.at(at))) {
                at += STRIDE;
                continue;
            }
            int account = Iban.inspect(scan, at);
            if (account > 0) {
                at = account + STRIDE - 1;
                continue;
            }
            int start = groupsStart(scan, at);
            int end = groupsEnd(scan, at);
            numbers(scan, start, end);
            at = end + STRIDE;
        }
    }

    /** Takes groups that dashes join apart from what a blank joins to them. */
    private static void numbers(Scan scan, int start, int end) {
        if (end - start > 2 * LONGEST) {
            return;
        }
        int from = start;
        boolean dashes = false;
        for (int i = start; i <= end; i++) {
            dashes |= i < end && scan.at(i) == '-';
            if (i == end || (dashes && scan.at(i) == ' ')) {
                if (!number(scan, from, i)) {
                    eachAlone(scan, from, i);
                }
                from = i + 1;
                dashes = false;
            }
        }
    }

    private static void eachAlone(Scan scan, int start, int end) {
        int from = start;
        for (int i = start; i <= end; i++) {
            if (i == end || scan.at(i) == ' ') {
                number(scan, from, i);
                from = i + 1;
            }
        }
    }

    private static boolean number(Scan scan, int start, int end) {
        return end - start >= 11 && end - start <= LONGEST && isFree(scan, start, end) && inspect(scan, start, end);
    }

    private static int groupsStart(Scan scan, int at) {
        int start = at;
        while (at - start <= LONGEST && (isDigit(scan, start - 1) || isSeparator(scan, start - 1))) {
            start--;
        }
        return start;
    }

    private static int groupsEnd(Scan scan, int at) {
        int end = at + 1;
        while (isDigit(scan, end) || isSeparator(scan, end)) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(Scan scan, int index) {
        return CharClass.DIGIT.has(scan.at(index));
    }

    /** A single dash or blank between two digits. */
    private static boolean isSeparator(Scan scan, int index) {
        char c = scan.at(index);
        return (c == '-' || c == ' ') && isDigit(scan, index - 1) && isDigit(scan, index + 1);
    }

    private static boolean isFree(Scan scan, int start, int end) {
        char before = scan.at(start - 1);
        char after = scan.at(end);
        boolean fraction = (before == '.' && isDigit(scan, start - 2)) || (after == '.' && isDigit(scan, end + 1));
        return !fraction && !scan.covers(start) && !isWordPart(before) && !isWordPart(after);
    }

    private static boolean isWordPart(char c) {
        return CharClass.WORD.has(c) && c != '-';
    }

    private static boolean inspect(Scan scan, int start, int end) {
        StringBuilder digits = new StringBuilder(LONGEST);
        StringBuilder groups = new StringBuilder(8);
        int group = 0;
        for (int i = start; i < end; i++) {
            if (isDigit(scan, i)) {
                digits.append(scan.at(i));
                group++;
            } else {
                groups.append(group).append(scan.at(i));
                group = 0;
            }
        }
        groups.append(group);
        String shape = groups.toString();
        if (shape.equals("3-2-4") && isIssuedSsn(digits)) {
            scan.found(Finding.SSN, start, end);
            return true;
        }
        if (isCardGrouping(shape) && isCard(digits) && hasValidLuhn(digits)) {
            scan.found(Finding.CREDIT_CARD, start, end);
            return true;
        }
        return false;
    }

    private static boolean isIssuedSsn(CharSequence digits) {
        int area = Integer.parseInt(digits, 0, 3, 10);
        return area != 0
                && area != 666
                && area < 900
                && Integer.parseInt(digits, 3, 5, 10) != 0
                && Integer.parseInt(digits, 5, 9, 10) != 0;
    }

    private static boolean isCardGrouping(String shape) {
        return shape.length() == 2
                || switch (shape.replace('-', ' ')) {
                    case "4 4 4 4", "4 6 5", "4 6 4", "4 4 4 4 3", "4 4 4 1", "6 13" -> true;
                    default -> false;
                };
    }

    private static boolean isCard(CharSequence digits) {
        int length = digits.length();
        if (length < 13 || length > 19) {
            return false;
        }
        int two = Integer.parseInt(digits, 0, 2, 10);
        int four = Integer.parseInt(digits, 0, 4, 10);
        boolean visa = two / 10 == 4 && (length == 13 || length == 16 || length == 19);
        boolean mastercard = length == 16 && ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720));
        boolean amex = length == 15 && (two == 34 || two == 37);
        boolean diners = length == 14 && (two == 36 || two == 38 || (four >= 3000 && four <= 3059));
        boolean discover = length == 16 && (four == 6011 || two == 65 || (four >= 6440 && four <= 6499));
        boolean jcb = length == 16 && four >= 3528 && four <= 3589;
        boolean unionPay = length >= 16 && two == 62;
        return visa || mastercard || amex || diners || discover || jcb || unionPay;
    }

    private static boolean hasValidLuhn(CharSequence digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = digit * 2;
            sum += i % 2 == 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
