package hookline.schemas.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;

class KeysetsTest {
    @Test
    void aKeysetWhosePrimaryKeyIsNotEnabledIsRefused() {
        String keyset = Keysets.newEncryptionKeyset();
        String disabled = keyset.replace("ENABLED", "DISABLED");
        assertTrue(!disabled.equals(keyset));

        GeneralSecurityException e = assertThrows(GeneralSecurityException.class, () -> Keysets.keyIds(disabled));
        assertEquals("the keyset has no primary key that is enabled", e.getMessage());
        assertThrows(GeneralSecurityException.class, () -> PayloadDecryption.with(disabled));
        assertThrows(GeneralSecurityException.class, () -> PayloadEncryption.with(disabled));
    }
}
