package hookline.processor.redact;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where # is any digit and * the one that makes Luhn's checksum right. */
class DigitRunsTest {
    private static final Pattern TEMPLATE = Pattern.compile("[0-9][0-9# -]*[*]");

    @ParameterizedTest
    @CsvSource(textBlock = """
                    4   , 13 16 19
                    51  , 16
                    55  , 16
                    2221, 16
                    2720, 16
                    34  , 15
                    37  , 15
                    36  , 14
                    38  , 14
                    3000, 14
                    3059, 14
                    6011, 16
                    65  , 16
                    6440, 16
                    6499, 16
                    3528, 16
                    3589, 16
                    62  , 16 19
                    """)
    void knowsACardByItsIssuerAndLength(String issuer, String lengths) {
        for (String length : lengths.split(" ", -1)) {
            cards("no «" + issuer + "#".repeat(Integer.parseInt(length) - issuer.length() - 1) + "*»");
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    3   , 16
                    4   , 12 14 15 17 18 20
                    5   , 16
                    50  , 16
                    51  , 15
                    56  , 16
                    2220, 16
                    2221, 17
                    2721, 16
                    33  , 15
                    34  , 16
                    37  , 14
                    36  , 15 13
                    38  , 15
                    2999, 14
                    3000, 15
                    3060, 14
                    6010, 16
                    6011, 17
                    6012, 16
                    66  , 16
                    6439, 16
                    3527, 16
                    3528, 17
                    3590, 16
                    61  , 16
                    62  , 15 20
                    63  , 16
                    9   , 16
                    """)
    void leavesANumberOfAnotherIssuerOrLengthAlone(String issuer, String lengths) {
        for (String length : lengths.split(" ", -1)) {
            cards("no " + issuer + "#".repeat(Integer.parseInt(length) - issuer.length() - 1) + "*");
        }
    }

    @ParameterizedTest
    @Lines("""
            «4### #### #### ###*»
            «4###-####-####-###*»
            «34## ###### ####*»
            «36## ###### ###*»
            «4### #### #### #### ##*»
            «4### #### #### *»
            «62#### ############*»
            4####### #######*
            4### #### #######*
            4## #### #### ####*
            34### ##### ####*
            4###  #### #### ###*
            4###_####_####_###*
            """)
    void knowsACardByItsGroups(String text) {
        cards(text);
    }

    @ParameterizedTest
    @Lines("""
            pay «4##############*», now
            pay «4##############*».
            pay "«4##############*»" and («4###-####-####-###*»)
            «4###-####-####-###*» 2026
            2026 «4##############*»
            1 2 «4##############*» 3 4 «4##############*»
            -«4##############*»-
            «4###-####-####-###*» «4###-####-####-###*»
            .«4##############*»
            x4##############*
            4##############*x
            _4##############*
            4##############*_
            0.4##############*
            4##############*.0
            4### #### #### ###* 0000
            4##############*-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1
            """)
    void takesANumberForACardOnlyWhereItStandsAlone(String text) {
        cards(text);
    }

    @Test
    void findsACardAtEveryPlaceInALine() {
        for (int before = 0; before < 12; before++) {
            cards(".".repeat(before) + "/«4###-####-####-###*»/");
        }
    }

    @Test
    void leavesACardWithAWrongCheckDigitAlone() {
        String right = filled("4##############*");
        String wrong = right.substring(0, 15) + (right.charAt(15) - '0' + 1) % 10;

        Marked.check("[CREDIT_CARD]", wrong);
    }

    @ParameterizedTest
    @Lines("""
            ssn «001-01-0001»
            ssn «665-99-9999», «667-10-1000».
            ssn «899-01-0001»
            ssn 219 09 9999
            ssn 000-01-0001
            ssn 666-01-0001
            ssn 900-01-0001
            ssn 219-00-0001
            ssn 219-01-0000
            ssn 219-1-00001
            ssn 21-901-0001
            ssn 219010001
            ssn 219-01-00012
            """)
    void knowsASocialSecurityNumberByItsGroupsAndRanges(String text) {
        Marked.check("[SSN]", text);
    }

    private static void cards(String text) {
        String all = TEMPLATE.matcher(text).replaceAll(match -> filled(match.group()));
        Marked.check("[CREDIT_CARD]", all);
    }

    /** A template with other digits from left to right, and a checksum computed from right to left. */
    private static String filled(String template) {
        StringBuilder number = new StringBuilder();
        int next = 1;
        for (int i = 0; i < template.length(); i++) {
            if (template.charAt(i) == '#') {
                next = (next * 7 + 3) % 10;
                number.append(next);
            } else {
                number.append(template.charAt(i));
            }
        }
        String digits = number.toString().replaceAll("[^0-9]", "");
        int sum = 0;
        for (int i = digits.length() - 1, weight = 2; i >= 0; i--, weight = 3 - weight) {
            int product = (digits.charAt(i) - '0') * weight;
            sum += product / 10 + product % 10;
        }
        return number.toString().replace("*", "" + (10 - sum % 10) % 10);
    }
}
