package hookline.processor.redact;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Where ## are the two digits that make an account's checksum right. */
class IbanTest {
    private static final Pattern TEMPLATE = Pattern.compile("([A-Z]{2})##([A-Z0-9 ]*[A-Z0-9])");

    @ParameterizedTest
    @Lines("""
            «NO##86011117947»
            «DE##370400440532013000»
            «DE## 3704 0044 0532 0130 00»
            «FR##20041010050500013M02606»
            «MT## MALT 0110 0001 2345 MTLC AST0 01S»
            «LC## HEMM 0001 0001 0012 0012 0002 3015»
            «RU##04452522540817810538091310419»
            pay «DE## 3704 0044 0532 0130 00», now
            pay «DE## 3704 0044 0532 0130 00» now
            pay «DE## 3704 0044 0532 0130 00».
            IBAN «DE##370400440532013000»
            BANK CODE IBAN «DE## 3704 0044 0532 0130 00»
            TO «DE## 3704 0044 0532 0130 00»
            X1 «DE## 3704 0044 0532 0130 00»
            («DE##370400440532013000»)
            «DE##370400440532013000»/«NO##86011117947»
            """)
    void coversAnAccountInOneOrInGroupsOfFour(String text) {
        check(text);
    }

    @ParameterizedTest
    @Lines("""
            DE##37040044053201300
            NO##8601111794
            ZZ##370400440532013000
            xDE##370400440532013000
            1DE##370400440532013000
            _DE##370400440532013000
            -DE##370400440532013000
            DE## 3704 0044 0532 0130 00x
            DE## 3704 0044 0532 0130 00_
            DE##  3704 0044 0532 0130 00
            DE##3 7040 0440 5320 1300 0
            DE##370400440532 0130 00
            DE##-3704-0044-0532-0130-00
            """)
    void leavesOneAloneThatIsWrittenInNoSuchWay(String text) {
        check(text);
    }

    @Test
    void leavesOneAloneWhoseChecksumIsWrong() {
        String right = filled("DE##370400440532013000");

        Marked.check("[REDACTED:iban]", right.substring(0, 21) + "1");
    }

    @Test
    void findsAnAccountAtEveryPlaceInALine() {
        for (int before = 0; before < 9; before++) {
            check(".".repeat(before) + "«DE##370400440532013000».");
            check(".".repeat(before) + "«MT## MALT 0110 0001 2345 MTLC AST0 01S».");
        }
    }

    private static void check(String text) {
        Marked.check("[REDACTED:iban]", filled(text));
    }

    private static String filled(String text) {
        return TEMPLATE.matcher(text).replaceAll(account -> {
            String number = account.group(2).replace(" ", "") + account.group(1);
            StringBuilder digits = new StringBuilder();
            number.chars().forEach(c -> digits.append(Character.digit(c, 36)));
            int rest = new BigInteger(digits + "00").mod(BigInteger.valueOf(97)).intValue();
            String check = String.format("%02d", 98 - rest);
            return Matcher.quoteReplacement(account.group().replace("##", check));
        });
    }
}
