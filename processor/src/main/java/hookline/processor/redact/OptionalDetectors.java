package hookline.processor.redact;

import java.util.Map;

/** Detectors that are off unless asked for by their id, because most of what they find is no secret. */
final class OptionalDetectors {
    static final String PHONE_NUMBER = "phone-number";
    static final String IP_ADDRESS = "ip-address";

    /** Each id with its detector. */
    static final Map<String, Detector> BY_ID =
            Map.of(PHONE_NUMBER, OptionalDetectors::phone, IP_ADDRESS, OptionalDetectors::address);

    private static final int MOST_PHONE_DIGITS = 15;
    private static final int FEWEST_PHONE_DIGITS = 8;
    private static final int IPV6_GROUPS = 8;

    private OptionalDetectors() {}

    static String[] keywords(String id) {
        return id.equals(PHONE_NUMBER) ? new String[] {"+", ") ", "-"} : new String[] {".", ":"};
    }

    /** {@code +49 30 1234567}, {@code (555) 123-4567} and {@code 555-123-4567}. */
    private static void phone(Scan scan, int keywordStart, int keywordEnd) {
        if (scan.at(keywordStart) == '+') {
            international(scan, keywordStart);
            return;
        }
        int area = keywordStart - 3;
        boolean bracket = scan.at(keywordStart) == ')';
        int start = bracket ? area - 1 : area;
        boolean opened = bracket ? scan.at(start) == '(' : !isDigit(scan, start - 1) && scan.at(start - 1) != '-';
        int end = keywordEnd + 8;
        if (opened
                && digits(scan, area, 3)
                && digits(scan, keywordEnd, 3)
                && (scan.at(keywordEnd + 3) == '-' || scan.at(keywordEnd + 3) == ' ')
                && digits(scan, keywordEnd + 4, 4)
                && !isDigit(scan, end)
                && scan.at(end) != '-') {
            scan.found(PHONE_NUMBER, start, end);
        }
    }

    private static void international(Scan scan, int plus) {
        if (CharClass.ALNUM.has(scan.at(plus - 1)) || !isDigit(scan, plus + 1)) {
            return;
        }
        int digits = 0;
        int end = plus + 1;
        for (int i = end; digits <= MOST_PHONE_DIGITS; i++) {
            if (isDigit(scan, i)) {
                digits++;
                end = i + 1;
            } else if (" -.()/".indexOf(scan.at(i)) < 0 || i - end > 2) {
                break;
            }
        }
        if (digits >= FEWEST_PHONE_DIGITS && digits <= MOST_PHONE_DIGITS && !CharClass.ALPHA.has(scan.at(end))) {
            scan.found(PHONE_NUMBER, plus, end);
        }
    }

    /** An IPv4 address at its first dot, or an IPv6 address at its first colon. */
    private static void address(Scan scan, int keywordStart, int keywordEnd) {
        if (scan.at(keywordStart) == '.') {
            ipv4(scan, keywordStart);
        } else {
            ipv6(scan, keywordStart);
        }
    }

    private static void ipv4(Scan scan, int dot) {
        int start = scan.runStart(CharClass.DIGIT, dot, 4);
        if (CharClass.DOTTED.has(scan.at(start - 1))) {
            return;
        }
        int at = start;
        for (int octet = 0; octet < 4; octet++) {
            int end = at;
            while (end - at < 4 && isDigit(scan, end)) {
                end++;
            }
            if (end == at || end - at > 3 || Integer.parseInt(scan.slice(at, end)) > 255) {
                return;
            }
            if (octet == 3) {
                boolean goesOn = CharClass.WORD.has(scan.at(end)) || (scan.at(end) == '.' && isDigit(scan, end + 1));
                if (!goesOn) {
                    scan.found(IP_ADDRESS, start, end);
                }
                return;
            }
            if (scan.at(end) != '.') {
                return;
            }
            at = end + 1;
        }
    }

    private static void ipv6(Scan scan, int colon) {
        int start = scan.runStart(CharClass.HEX, colon, 5);
        if (colon - start > 4 || CharClass.WORD.has(scan.at(start - 1)) || scan.at(start - 1) == ':') {
            return;
        }
        int groups = 0;
        int gaps = 0;
        int at = start;
        while (groups < IPV6_GROUPS) {
            int end = at;
            while (end - at < 5 && CharClass.HEX.has(scan.at(end))) {
                end++;
            }
            if (end - at > 4) {
                return;
            }
            groups += end > at ? 1 : 0;
            if (scan.at(end) != ':' || (end > at && scan.at(end + 1) != ':' && !CharClass.HEX.has(scan.at(end + 1)))) {
                at = end;
                break;
            }
            gaps += scan.at(end + 1) == ':' ? 1 : 0;
            at = scan.at(end + 1) == ':' ? end + 2 : end + 1;
        }
        boolean full = groups == IPV6_GROUPS && gaps == 0;
        boolean shortened = gaps == 1 && groups >= 2 && groups < IPV6_GROUPS;
        if ((full || shortened) && !CharClass.WORD.has(scan.at(at)) && scan.at(at) != ':') {
            scan.found(IP_ADDRESS, start, at);
        }
    }

    private static boolean digits(Scan scan, int start, int count) {
        for (int i = start; i < start + count; i++) {
            if (!isDigit(scan, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(Scan scan, int index) {
        return CharClass.DIGIT.has(scan.at(index));
    }
}
