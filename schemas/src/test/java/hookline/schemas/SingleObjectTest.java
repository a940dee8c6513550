package hookline.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SingleObjectTest {
    private static final RawHook HOOK =
            new RawHook("id", "s {1}", 17L, 1234L, ByteBuffer.wrap(new byte[] {1, 2}), ByteBuffer.wrap(new byte[] {3}));

    @Test
    void readsWhatItWrote() throws UndecodableException {
        assertEquals(HOOK, SingleObject.RAW_HOOK.decode(SingleObject.RAW_HOOK.encode(HOOK)));
    }

    @Test
    void everyTruncationIsAnErrorThatQuotesNothing() {
        byte[] whole = SingleObject.RAW_HOOK.encode(HOOK);
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            UndecodableException e = assertThrows(UndecodableException.class, () -> SingleObject.RAW_HOOK.decode(part));
            assertFalse(String.valueOf(e.getMessage()).contains("s {1}"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-5, 1_000_000_000, Integer.MAX_VALUE - 1, Integer.MAX_VALUE})
    void aLengthThatTheBytesCannotHoldCostsNoMemory(int claimed) throws IOException {
        byte[] header = Arrays.copyOf(SingleObject.RAW_HOOK.encode(HOOK), 10);
        ByteArrayOutputStream hostile = new ByteArrayOutputStream();
        hostile.write(header);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(hostile, null);
        encoder.writeInt(claimed);
        encoder.flush();
        hostile.write("short".getBytes(StandardCharsets.UTF_8));

        assertThrows(UndecodableException.class, () -> SingleObject.RAW_HOOK.decode(hostile.toByteArray()));
    }

    @Test
    void anotherKindOfRecordIsRefused() {
        HookCapture capture = new HookCapture(ByteBuffer.allocate(0), null, null, "", "", "", "", false, 0L);
        assertThrows(
                UndecodableException.class,
                () -> SingleObject.RAW_HOOK.decode(SingleObject.HOOK_CAPTURE.encode(capture)));
    }
}
