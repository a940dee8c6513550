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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
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

    @Test
    void aRotatedKeysetOpensOldAndNewAndAgentsSealToTheNewOneFromTheirNextDataKeyOn() throws Exception {
        String rotated = Keysets.withNewSealingKey(PRIVATE);
        assertEquals(Keysets.keyIds(PRIVATE).get(0), Keysets.keyIds(rotated).get(1));
        AtomicReference<String> published = new AtomicReference<>(Keysets.publicHalf(PRIVATE));
        Sealing agent = Sealing.to(published::get, now::get, SealingTest::fail);
        published.set(Keysets.publicHalf(rotated));
        RawHook before = agent.seal("1", "s", 1, now.get(), CAPTURE);
        now.set(now.get().plus(Sealing.DATA_KEY_LIFETIME));
        RawHook after = agent.seal("2", "s", 2, now.get(), CAPTURE);

        assertEquals(CAPTURE, Unsealing.with(rotated).open(before));
        assertEquals(CAPTURE, Unsealing.with(rotated).open(after));
        assertEquals(CAPTURE, Unsealing.with(PRIVATE).open(before));
        assertThrows(UndecodableException.class, () -> Unsealing.with(PRIVATE).open(after));
    }

    @Test
    void aKeyThatCannotBeReadAgainStaysInUse() throws Exception {
        Deque<String> texts = new ArrayDeque<>(List.of(Keysets.publicHalf(PRIVATE), "no keyset", PRIVATE));
        List<Exception> failures = new ArrayList<>();
        Sealing agent = Sealing.to(texts::remove, now::get, failures::add);
        for (int minute = 1; minute <= 3; minute++) {
            now.set(now.get().plus(Sealing.DATA_KEY_LIFETIME));
            RawHook hook = agent.seal("1", "s", 1, now.get(), CAPTURE);
            assertEquals(CAPTURE, Unsealing.with(PRIVATE).open(hook));
            assertEquals(minute, failures.size());
        }
    }

    @Test
    void whereNoKeyOpensAnEventTheKeysetIsReadAgainButNotForEveryForgery() throws Exception {
        AtomicReference<String> keyset = new AtomicReference<>(PRIVATE);
        AtomicInteger readings = new AtomicInteger();
        Unsealing processor = Unsealing.with(
                () -> {
                    readings.incrementAndGet();
                    return keyset.get();
                },
                now::get,
                SealingTest::fail);
        RawHook forged = Sealing.to(Keysets.publicHalf(Keysets.newSealingKeyset()), now::get)
                .seal("1", "s", 1, now.get(), CAPTURE);
        for (int i = 0; i < 10; i++) {
            assertThrows(UndecodableException.class, () -> processor.open(forged));
        }
        assertEquals(2, readings.get());
        keyset.set(Keysets.withNewSealingKey(PRIVATE));
        RawHook newer = Sealing.to(Keysets.publicHalf(keyset.get()), now::get).seal("2", "s", 2, now.get(), CAPTURE);
        assertThrows(UndecodableException.class, () -> processor.open(newer));
        now.set(now.get().plus(Unsealing.BETWEEN_READINGS));
        assertEquals(CAPTURE, processor.open(newer));
        assertEquals(CAPTURE, processor.open(sealed()));
        assertEquals(3, readings.get());
    }

    @Test
    void manyThreadsMeetANewKeyAtOnceAndAllOpenIt() throws Exception {
        String rotated = Keysets.withNewSealingKey(PRIVATE);
        AtomicReference<String> keyset = new AtomicReference<>(PRIVATE);
        Unsealing processor = Unsealing.with(keyset::get, now::get, SealingTest::fail);
        keyset.set(rotated);
        List<Callable<HookCapture>> tasks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            RawHook hook = Sealing.to(Keysets.publicHalf(rotated), now::get).seal("" + i, "s", i, now.get(), CAPTURE);
            tasks.add(() -> processor.open(hook));
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<HookCapture> opened : threads.invokeAll(tasks)) {
                assertEquals(CAPTURE, opened.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void onlyAPrivateSealingKeysetIsRotated() throws Exception {
        for (String other : new String[] {Keysets.publicHalf(PRIVATE), Keysets.newEncryptionKeyset(), "hunter2"}) {
            GeneralSecurityException e =
                    assertThrows(GeneralSecurityException.class, () -> Keysets.withNewSealingKey(other));
            assertFalse(String.valueOf(e.getMessage()).contains("hunter2"));
        }
    }

    private static void fail(Exception failure) {
        throw new AssertionError(failure);
    }
}
