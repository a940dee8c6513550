package hookline.processor.redact;

import java.util.HashMap;
import java.util.Map;

/** Tells an international bank account number: its country's length, and the checksum of ISO 7064 (97 leaves 1). */
final class Iban {
    static final String RULE = "iban";
    private static final int SHORTEST = 15;
    private static final int LONGEST = 34;
    private static final int GROUP = 4;
    private static final Map<String, Integer> LENGTHS = new HashMap<>();

    static {
        String registry =
                "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18"
                        + " DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23"
                        + " IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30"
                        + " NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23"
                        + " ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";
        for (String country : registry.split(" ", -1)) {
            LENGTHS.put(country.substring(0, 2), Integer.parseInt(country, 2, 4, 10));
        }
    }

    private Iban() {}

    /** Reports the number that {@code digit} belongs to, in one or in groups of four, and returns its end or 0. */
    static int inspect(Scan scan, int digit) {
        int start = start(scan, digit);
        while (start + GROUP < digit && !CharClass.DIGIT.has(scan.at(start + 2)) && isGap(scan, start + GROUP)) {
            start += GROUP + 1;
        }
        if (!CharClass.UPPER.has(scan.at(start))
                || !CharClass.UPPER.has(scan.at(start + 1))
                || !CharClass.DIGIT.has(scan.at(start + 2))
                || !CharClass.DIGIT.has(scan.at(start + 3))
                || CharClass.WORD.has(scan.at(start - 1))) {
            return 0;
        }
        int wanted = LENGTHS.getOrDefault(scan.slice(start, start + 2), 0);
        StringBuilder number = new StringBuilder(LONGEST);
        int at = start;
        while (number.length() < wanted && (CharClass.UPNUM.has(scan.at(at)) || isGap(scan, at))) {
            if (scan.at(at) != ' ') {
                number.append(scan.at(at));
            }
            at++;
        }
        if (wanted < SHORTEST || number.length() != wanted || CharClass.WORD.has(scan.at(at)) || !isValid(number)) {
            return 0;
        }
        scan.found(RULE, start, at);
        return at;
    }

    private static int start(Scan scan, int digit) {
        int start = digit;
        while (digit - start <= LONGEST + LONGEST / GROUP
                && (CharClass.UPNUM.has(scan.at(start - 1)) || isGap(scan, start - 1))) {
            start--;
        }
        return start;
    }

    /** A single blank between two groups; the group before it is full. */
    private static boolean isGap(Scan scan, int index) {
        if (scan.at(index) != ' ' || !CharClass.UPNUM.has(scan.at(index + 1))) {
            return false;
        }
        return scan.runStart(CharClass.UPNUM, index, GROUP + 1) == index - GROUP;
    }

    private static boolean isValid(CharSequence number) {
        int rest = 0;
        for (int i = 0; i < number.length(); i++) {
            int value = Character.digit(number.charAt((i + GROUP) % number.length()), 36);
            rest = (value < 10 ? rest * 10 + value : rest * 100 + value) % 97;
        }
        return rest == 1;
    }
}
