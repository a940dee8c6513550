package hookline.benchmarks.texts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
    private final Random random = new Random(7);

    private String drawn(String expression) {
        return Expression.parse(expression).draw(random).secret();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "ab_[a-f0-9]{8} ab_[a-f0-9]{8}",
                "[A-Z]{2,4} [A-Z]{2,4}",
                "(live|test)_[0-9]{1} (live|test)_[0-9]",
                "v(|-2)! v(-2)?!",
                "[mail](x){3} \\[mail]\\(x\\)\\{3}",
                "\\<uuid> <uuid>",
                "<uuid> [0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
            })
    void whatIsDrawnHasTheDescribedForm(String expression, String form) {
        for (int i = 0; i < 50; i++) {
            String drawn = drawn(expression);
            assertTrue(drawn.matches(form), drawn);
        }
    }

    @Test
    void marksTellTheSecretFromWhatSurroundsIt() {
        assertEquals(
                new Drawn("user:", "pass", "@host"),
                Expression.parse("user:«pass»@host").draw(random));
    }

    @Test
    void theSameSeedDrawsTheSame() {
        Expression expression = Expression.parse("[a-z]{20}");
        assertEquals(expression.draw(new Random(1)), expression.draw(new Random(1)));
        assertNotEquals(expression.draw(new Random(1)), expression.draw(new Random(2)));
    }

    @Test
    void theChecksumIsThatOfARealToken() {
        // An invalidated example that npm's announcement showed, without its prefix.
        assertEquals("qkJaB6MffYVzZXWqmcoF49yrUxP3wf" + "0LsakP", drawn("qkJaB6MffYVzZXWqmcoF49yrUxP3wf<crc32>"));
    }

    @RepeatedTest(20)
    void cardsPassTheLuhnCheck() {
        String digits = drawn("<carddashed>").replace("-", "");
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
        }
        assertEquals(0, sum % 10, digits);
    }

    @RepeatedTest(20)
    void accountNumbersPassTheirCheck() {
        String iban = drawn("<iban>");
        long rest = 0;
        for (char c : (iban.substring(4) + iban.substring(0, 4)).toCharArray()) {
            int value = Integer.parseInt(Character.toString(c), 36);
            rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
        }
        assertEquals(1, rest, iban);
    }

    @Test
    void aJsonWebTokenHasReadableParts() {
        String[] parts = drawn("<jwt>").split("\\.", -1);
        assertEquals(3, parts.length);
        String header = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
        assertTrue(header.startsWith("{\"alg\":"), header);
    }
}
