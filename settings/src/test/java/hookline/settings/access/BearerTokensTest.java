package hookline.settings.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.settings.InvalidSettingsException;
import hookline.settings.Secret;
import hookline.settings.SecretSource;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokensTest {
    private static final String OLD = "a".repeat(16);
    private static final String NEW = "b".repeat(40);

    private Instant now = Instant.EPOCH;
    private String secret = OLD;
    private int reads;

    private final SecretSource source = new SecretSource() {
        @Override
        public Secret read() {
            reads++;
            return Secret.of(secret);
        }

        @Override
        public String origin() {
            return "HOOKLINE_AGENT_TOKEN_FILE=/tokens";
        }
    };

    private BearerTokens tokens() {
        return new BearerTokens(source, () -> now);
    }

    @Test
    void admitsWhoBearsOneOfTheTokens() {
        secret = OLD + ",\n " + NEW + "\n";
        BearerTokens tokens = tokens();
        assertTrue(tokens.admit("Bearer " + OLD));
        assertTrue(tokens.admit("bearer  " + NEW + " "));
    }

    @Test
    void admitsNobodyElse() {
        secret = OLD + " " + NEW;
        BearerTokens tokens = tokens();
        assertFalse(tokens.admit(null));
        for (String header : new String[] {
            "", "Bearer", "Bearer ", OLD, "Basic " + OLD, "Bearer " + OLD + "a", "Bearer a", "Bearer " + secret
        }) {
            assertFalse(tokens.admit(header), header);
        }
    }

    @Test
    void readsAgainAfterTenSecondsAndNotBefore() {
        BearerTokens tokens = tokens();
        secret = NEW;
        now = now.plusSeconds(9);
        assertFalse(tokens.admit("Bearer " + NEW));
        assertEquals(1, reads);
        now = now.plusSeconds(1);
        assertTrue(tokens.admit("Bearer " + NEW));
        assertFalse(tokens.admit("Bearer " + OLD));
        assertEquals(2, reads);
    }

    @Test
    void aReadingThatFailsKeepsTheLastGoodTokensAndIsRepeatedAMinuteLater() {
        BearerTokens tokens = tokens();
        secret = "short";
        now = now.plusSeconds(10);
        assertTrue(tokens.admit("Bearer " + OLD));
        secret = NEW;
        now = now.plus(Duration.ofSeconds(59));
        assertTrue(tokens.admit("Bearer " + OLD));
        assertEquals(2, reads);
        now = now.plusSeconds(1);
        assertTrue(tokens.admit("Bearer " + NEW));
    }

    @Test
    void aClockThatIsSetBackDoesNotKeepARevokedToken() {
        BearerTokens tokens = tokens();
        secret = NEW;
        now = now.minus(Duration.ofDays(1));
        assertFalse(tokens.admit("Bearer " + OLD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ,\n", "fifteen-letters", "fine-and-long-enough short", "nön-ascii-nön-ascii-nön"})
    void refusesTokensThatAreNoneOrTooEasyToGuessWithoutQuotingThem(String bad) {
        secret = bad;
        InvalidSettingsException e = assertThrows(InvalidSettingsException.class, this::tokens);
        assertTrue(e.getMessage().startsWith("HOOKLINE_AGENT_TOKEN_FILE=/tokens"), e.getMessage());
        bad.lines()
                .filter(line -> line.length() > 3)
                .forEach(line -> assertFalse(e.getMessage().contains(line), e.getMessage()));
    }

    @Test
    void refusesMoreTokensThanAnybodyRotates() {
        secret = (OLD + " ").repeat(17);
        assertThrows(InvalidSettingsException.class, this::tokens);
        secret = (OLD + " ").repeat(16);
        assertTrue(tokens().admit("Bearer " + OLD));
    }
}
