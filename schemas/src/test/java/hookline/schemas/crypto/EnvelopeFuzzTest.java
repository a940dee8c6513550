package hookline.schemas.crypto;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import hookline.schemas.SingleObject;
import hookline.schemas.UndecodableException;
import java.security.GeneralSecurityException;

/** What comes from outside either opens or is refused in the one way; what was interesting once is tried again. */
class EnvelopeFuzzTest {
    private static final String ENCRYPTION = Keysets.newEncryptionKeyset();
    private static final String SEALING = Keysets.newSealingKeyset();

    @FuzzTest
    void aPublishedLineOpensOrIsUndecodable(FuzzedDataProvider data) throws GeneralSecurityException {
        String line = data.consumeRemainingAsString();
        try {
            PayloadDecryption.with(ENCRYPTION).decrypt(line);
        } catch (UndecodableException e) {
            return;
        }
    }

    @FuzzTest
    void anEntryThatNobodySealedDoesNotOpen(byte[] entry) {
        assertThrows(
                UndecodableException.class, () -> Unsealing.with(SEALING).open(SingleObject.RAW_HOOK.decode(entry)));
    }
}
