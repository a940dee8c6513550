package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class SecretTest {
    @Test
    void givesItsValueOnlyWhenAsked() {
        Secret secret = Secret.of("open sesame");

        assertEquals("open sesame", secret.reveal());
        assertEquals("***", secret.toString());
        assertEquals("***", String.valueOf(secret));
    }

    @Test
    void isEqualToTheSameValueOnly() {
        assertEquals(Secret.of("open sesame"), Secret.of("open sesame"));
        assertEquals(
                Secret.of("open sesame").hashCode(), Secret.of("open sesame").hashCode());
        assertNotEquals(Secret.of("open sesame"), Secret.of("open barley"));
        assertNotEquals(Secret.of("open sesame"), new Object());
    }

    @Test
    void staysHiddenInsideASourceThatIsPrinted() {
        SecretSource source = SecretSource.fixed(Secret.of("open sesame"));

        assertEquals("open sesame", source.read().reveal());
        assertFalse(source.toString().contains("sesame"));
        assertEquals("fixed", source.origin());
    }
}
