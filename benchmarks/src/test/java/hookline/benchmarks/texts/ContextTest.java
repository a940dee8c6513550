package hookline.benchmarks.texts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ContextTest {
    private static final VariableName NAME = new VariableName("DATADOG_API_KEY");

    private final Random random = new Random();

    @Test
    void aNameIsWrittenAsItsPlaceWritesIt() {
        assertEquals("datadogApiKey", NAME.camel());
        assertEquals("datadog_api_key", NAME.snake());
        assertEquals("datadog-api-key", NAME.kebab());
        assertEquals("X-Datadog-Api-Key", NAME.header());
    }

    @RepeatedTest(10)
    void aUrlEncodesWhatItCannotHold() {
        Drawn placed = Context.URL.around(new Drawn("", "a+/=b", ""), NAME, random);
        assertEquals("a%2B%2F%3Db", placed.secret());
    }

    @RepeatedTest(10)
    void aShellGetsQuotesAroundWhatItWouldChange() {
        Drawn placed = Context.SHELL.around(new Drawn("", "a$b", ""), NAME, random);
        assertTrue((placed.before() + placed.secret() + placed.after()).startsWith("DATADOG_API_KEY='a$b' "));
    }

    @RepeatedTest(10)
    void inBase64EverythingIsSecret() {
        Drawn placed = Context.BASE64.around(new Drawn("", "value", ""), NAME, random);
        String decoded = new String(Base64.getDecoder().decode(placed.secret()), StandardCharsets.UTF_8);
        assertTrue(decoded.contains("value"), decoded);
        assertEquals("payload: ", placed.before());
    }
}
