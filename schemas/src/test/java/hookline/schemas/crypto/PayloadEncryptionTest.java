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
import hookline.schemas.PublishedLine;
import hookline.schemas.UndecodableException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
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

    private static final String LARGE = "{\"content\":\"" + "a large file ".repeat(30_000) + "\"}";

    @Test
    void aLargePayloadIsEncryptedInSegmentsAndComesBack() throws Exception {
        String line = line(KEYSET, LARGE);
        assertTrue(line.contains("\"algorithm\":\"AES-256-GCM-HKDF-STREAM\""));
        assertTrue(PayloadDecryption.with(KEYSET).decrypt(line).contains("\"payload\":" + LARGE));
    }

    @Test
    void anyFlippedByteAnyCutAndAnySwapGiveTheSameError() throws Exception {
        PayloadDecryption decryption = PayloadDecryption.with(KEYSET);
        for (String json : new String[] {JSON, LARGE}) {
            String line = line(KEYSET, json);
            PublishedLine whole = PublishedLine.parse(line);
            String data = whole.encrypted().orElseThrow().data();
            byte[] ciphertext = Base64.getDecoder().decode(data);
            for (int i = 0; i < ciphertext.length; i += Math.max(1, ciphertext.length / 200)) {
                byte[] flipped = ciphertext.clone();
                flipped[i] ^= 1;
                assertRefused(decryption, line.replace(data, Base64.getEncoder().encodeToString(flipped)));
                byte[] cut = Arrays.copyOf(ciphertext, i);
                assertRefused(decryption, line.replace(data, Base64.getEncoder().encodeToString(cut)));
            }
            String other = json.equals(JSON) ? "AES-256-GCM-HKDF-STREAM" : "AES-256-GCM";
            assertRefused(decryption, line.replaceFirst("\"algorithm\":\"[^\"]+\"", "\"algorithm\":\"" + other + "\""));
            assertRefused(decryption, line.replace("\"id-1\"", "\"id-2\""));
        }
    }

    @Test
    void whatALaterVersionOrADefectMadeIsNotTakenForPlainText() throws Exception {
        PayloadDecryption decryption = PayloadDecryption.with(KEYSET);
        String line = line(KEYSET);

        UndecodableException later = assertThrows(
                UndecodableException.class, () -> decryption.decrypt(line.replace("AES-256-GCM", "AES-256-GCM-SIV")));
        assertEquals(
                "the payload is encrypted in a way that this version does not know: a later one may read it",
                later.getMessage());
        assertThrows(
                UndecodableException.class,
                () -> decryption.decrypt(line.replace("\"algorithm\":\"AES-256-GCM\",", "")));
        assertRefused(decryption, line.replace("\"data\"", "\"dada\""));
        assertRefused(decryption, line.replace("\"key_id\"", "\"key\""));
        String plain = line.replaceFirst("\"payload\":\\{[^}]*}", "\"payload\":{\"encrypted\":true}");
        assertEquals(plain, decryption.decrypt(plain));
    }

    private static void assertRefused(PayloadDecryption decryption, String line) {
        UndecodableException e = assertThrows(UndecodableException.class, () -> decryption.decrypt(line));
        assertEquals("the payload does not decrypt: another key made it, or it was changed", e.getMessage());
    }

    @Test
    void aRotatedKeysetEncryptsWithTheNewKeyWithinTenSecondsAndStillReadsTheOld() throws Exception {
        AtomicReference<String> keyset = new AtomicReference<>(KEYSET);
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        PayloadEncryption encryption = PayloadEncryption.with(keyset::get, now::get, e -> {});
        String old = line(KEYSET);
        String rotated = Keysets.withNewEncryptionKey(KEYSET);
        keyset.set(rotated);
        assertEquals(Keysets.keyIds(KEYSET).get(0), encryption.keyId());
        now.set(Instant.EPOCH.plus(PayloadEncryption.READ_AGAIN));
        assertEquals(Keysets.keyIds(rotated).get(0), encryption.keyId());
        assertEquals(2, Keysets.keyIds(rotated).size());
        assertTrue(PayloadDecryption.with(rotated).decrypt(old).contains(JSON));
        assertRefused(PayloadDecryption.with(KEYSET), line(rotated));
    }

    @Test
    void aKeysetThatCannotBeReadAgainLeavesTheLastKeysInPlace() throws Exception {
        AtomicReference<String> keyset = new AtomicReference<>(KEYSET);
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        List<Exception> failures = new ArrayList<>();
        PayloadEncryption encryption = PayloadEncryption.with(keyset::get, now::get, failures::add);
        keyset.set("half a keys");
        now.set(Instant.EPOCH.plus(PayloadEncryption.READ_AGAIN));
        assertEquals(Keysets.keyIds(KEYSET).get(0), encryption.keyId());
        assertEquals(1, failures.size());
    }

    @Test
    void aRetiredKeyIsGoneAndThePrimaryOneCannotBe() throws Exception {
        String rotated = Keysets.withNewEncryptionKey(KEYSET);
        String old = Keysets.keyIds(KEYSET).get(0);
        String retired = Keysets.without(rotated, old);
        assertEquals(List.of(Keysets.keyIds(rotated).get(0)), Keysets.keyIds(retired));
        assertRefused(PayloadDecryption.with(retired), line(KEYSET));
        assertRefused(PayloadDecryption.with(retired), line(KEYSET, LARGE));
        String primary = Keysets.keyIds(rotated).get(0);
        assertThrows(GeneralSecurityException.class, () -> Keysets.without(rotated, primary));
        assertThrows(GeneralSecurityException.class, () -> Keysets.without(rotated, "1"));
    }

    @Test
    void thisMachinesCipherIsSound() throws Exception {
        GcmSelfTest.passed();
    }

    @Test
    void whatIsDecryptedIsStillOneHarmlessLine() throws Exception {
        String line = line(KEYSET, "{\n\"html\": \"<b>\"\n}\n");
        assertTrue(PayloadDecryption.with(KEYSET)
                .decrypt(line)
                .contains("\"payload\":{ \"html\": \"\\u003cb\\u003e\" } ,\"context\""));
    }
}
