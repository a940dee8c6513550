package hookline.schemas.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.schemas.HookType;
import hookline.schemas.PublishedEvent;
import hookline.schemas.PublishedEvent.Context;
import hookline.schemas.PublishedEvent.Status;
import hookline.schemas.PublishedJson;
import hookline.schemas.UndecodableException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PayloadEncryptionTest {
    private static final String KEYSET = Keysets.newEncryptionKeyset();
    private static final String JSON = "{\"prompt\":\"héllo\"}";

    private static String line(String keyset) throws GeneralSecurityException {
        return line(keyset, JSON);
    }

    private static String line(String keyset, String json) throws GeneralSecurityException {
        HookType hook = HookType.parse("PreToolUse").orElseThrow();
        return PublishedJson.write(new PublishedEvent(
                "id-1",
                hook,
                Instant.EPOCH,
                "session-1",
                1,
                Status.SUCCESS,
                0,
                PayloadEncryption.with(keyset).encrypt(json, "Bash", "id-1", "session-1", hook.wireName()),
                new Context("linux", "", "", "", ""),
                10,
                0));
    }

    @Test
    void theKeysetBringsThePayloadBack() throws Exception {
        String line = line(KEYSET);
        assertFalse(line.contains("prompt"));
        assertTrue(PayloadDecryption.with(KEYSET).decrypt(line).contains("\"payload\":" + JSON));
        assertTrue(line.contains("\"key_id\":\"" + Keysets.keyIds(KEYSET).get(0) + "\""));
    }

    @Test
    void anotherIdSessionTypeOrKeyIdDecryptsNothing() throws Exception {
        PayloadDecryption decryption = PayloadDecryption.with(KEYSET);
        String line = line(KEYSET);
        String keyId = Keysets.keyIds(KEYSET).get(0);
        for (String[] swap : new String[][] {
            {"id-1", "id-2"}, {"session-1", "session-2"}, {"pre_tool_use", "post_tool_use"}, {keyId, "1" + keyId}
        }) {
            String moved = line.replace("\"" + swap[0] + "\"", "\"" + swap[1] + "\"");
            UndecodableException e = assertThrows(UndecodableException.class, () -> decryption.decrypt(moved));
            assertEquals("the payload does not decrypt: another key made it, or it was changed", e.getMessage());
        }
    }

    @Test
    void aStrangersKeyDecryptsNothing() throws Exception {
        String line = line(Keysets.newEncryptionKeyset());
        PayloadDecryption decryption = PayloadDecryption.with(KEYSET);
        assertThrows(UndecodableException.class, () -> decryption.decrypt(line));
    }

    @Test
    void whatIsDecryptedIsStillOneHarmlessLine() throws Exception {
        String line = line(KEYSET, "{\n\"html\": \"<b>\"\n}\n");
        assertTrue(PayloadDecryption.with(KEYSET)
                .decrypt(line)
                .contains("\"payload\":{ \"html\": \"\\u003cb\\u003e\" } ,\"context\""));
    }
}
