package hookline.schemas.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hookline.schemas.HookCapture;
import hookline.schemas.RawHook;
import hookline.schemas.SingleObject;
import hookline.schemas.UndecodableException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SealingTest {
    private static final String PRIVATE = Keysets.newSealingKeyset();
    private static final HookCapture CAPTURE = new HookCapture(
            ByteBuffer.wrap("{\"prompt\":\"hunter\"}".getBytes(StandardCharsets.UTF_8)),
            null,
            null,
            "linux",
            "",
            "",
            "hookline",
            false,
            0L);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));

    private Sealing sealing() throws GeneralSecurityException {
        return Sealing.to(Keysets.publicHalf(PRIVATE), now::get);
    }

    private RawHook sealed() throws GeneralSecurityException {
        return sealing().seal("id", "session", 1, now.get(), CAPTURE);
    }

    @Test
    void theOwnerOfThePrivateKeyOpensWhatWasSealed() throws Exception {
        assertEquals(CAPTURE, Unsealing.with(PRIVATE).open(sealed()));
    }

    @Test
    void nothingOfTheCaptureStandsInTheMessage() throws Exception {
        String message = new String(SingleObject.RAW_HOOK.encode(sealed()), StandardCharsets.ISO_8859_1);
        assertFalse(message.contains("hunter"));
        assertFalse(message.contains("linux"));
    }

    @Test
    void anotherKeysetOpensNothing() throws Exception {
        RawHook hook = sealed();
        Unsealing stranger = Unsealing.with(Keysets.newSealingKeyset());
        assertThrows(UndecodableException.class, () -> stranger.open(hook));
    }

    @Test
    void anotherIdentityOpensNothing() throws Exception {
        Unsealing unsealing = Unsealing.with(PRIVATE);
        RawHook hook = sealed();
        for (RawHook moved : new RawHook[] {
            RawHook.newBuilder(hook).setId("other").build(),
            RawHook.newBuilder(hook).setSessionId("other").build(),
            RawHook.newBuilder(hook).setSequence(2).build(),
            RawHook.newBuilder(hook).setCapturedAt(0).build()
        }) {
            assertThrows(UndecodableException.class, () -> unsealing.open(moved));
        }
    }

    @Test
    void anyFlippedByteOpensNothing() throws Exception {
        RawHook hook = sealed();
        Unsealing unsealing = Unsealing.with(PRIVATE);
        for (ByteBuffer part : new ByteBuffer[] {hook.getSealed(), hook.getWrappedKey()}) {
            for (int i = 0; i < part.limit(); i++) {
                part.put(i, (byte) (part.get(i) ^ 1));
                assertThrows(UndecodableException.class, () -> unsealing.open(hook));
                part.put(i, (byte) (part.get(i) ^ 1));
            }
        }
        assertEquals(CAPTURE, unsealing.open(hook));
    }

    @Test
    void oneDataKeyServesAMinute() throws Exception {
        Sealing sealing = sealing();
        RawHook first = sealing.seal("1", "s", 1, now.get(), CAPTURE);
        RawHook second = sealing.seal("2", "s", 2, now.get(), CAPTURE);
        now.set(now.get().plus(Sealing.DATA_KEY_LIFETIME));
        RawHook third = sealing.seal("3", "s", 3, now.get(), CAPTURE);

        assertEquals(first.getWrappedKey(), second.getWrappedKey());
        assertNotEquals(first.getWrappedKey(), third.getWrappedKey());
        assertEquals(CAPTURE, Unsealing.with(PRIVATE).open(third));
    }

    @Test
    void whatIsNoKeysetOrTheWrongKindSaysSoAndQuotesNothing() throws Exception {
        String junk = "{\"key\":\"hunter2\"}";
        GeneralSecurityException e = assertThrows(GeneralSecurityException.class, () -> Sealing.to(junk, now::get));
        assertFalse(String.valueOf(e.getMessage()).contains("hunter2"));
        assertThrows(GeneralSecurityException.class, () -> Sealing.to(Keysets.newEncryptionKeyset(), now::get));
        assertThrows(GeneralSecurityException.class, () -> Unsealing.with(Keysets.publicHalf(PRIVATE)));
    }
}
