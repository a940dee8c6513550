package hookline.cli.totp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TotpSecretTest {
    /** The secret of RFC 6238, appendix B. */
    private static final String RFC =
            new Base32().encodeToString("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

    /** The last six digits of the eight that the appendix shows. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void theCodesAreThoseOfTheRfc(long time, String code) {
        assertEquals(code, TotpSecret.parse(RFC).orElseThrow().codeAt(Instant.ofEpochSecond(time)));
    }

    @Test
    void whatIsWrittenIsReadAgainHoweverItIsTyped() {
        TotpSecret secret = TotpSecret.random(new SecureRandom());
        String code = secret.codeAt(Instant.EPOCH);
        String typed = secret.text().toLowerCase(Locale.ROOT).replaceAll("(.{4})", "$1 ");
        assertEquals(code, TotpSecret.parse(typed).orElseThrow().codeAt(Instant.EPOCH));
        assertEquals(32, secret.text().length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ABC", "0189", "AAAAAAAAAAAAAAAAAAAAAAAA!", "AAAAAAAAAAAAAAAAAAAAAAAA"})
    void whatIsNoSecretIsRefused(String text) {
        assertEquals(Optional.empty(), TotpSecret.parse(text));
    }

    @Test
    void twoSecretsAreDifferent() {
        SecureRandom random = new SecureRandom();
        assertNotEquals(
                TotpSecret.random(random).text(), TotpSecret.random(random).text());
    }

    @Test
    void theAddressForThePhoneNamesAccountAndIssuer() {
        String uri = TotpSecret.parse(RFC).orElseThrow().uri("a b");
        assertTrue(uri.startsWith("otpauth://totp/Hookline:a%20b?secret=" + RFC + "&issuer=Hookline"), uri);
    }

    @Test
    void thePictureHasTheSizeOfItsCode() {
        List<String> lines = QrPicture.of("otpauth://totp/x").lines().toList();
        // Two rows of modules in each line, and a quiet zone around.
        assertEquals((25 + 4 + 1) / 2, lines.size());
        assertTrue(lines.get(0).startsWith("\u001b[30;107m"));
    }
}
