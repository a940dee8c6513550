package hookline.system.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * What a hook gets on standard input, piece by piece, so that it may be larger than the memory.
 *
 * @param ends whether the pipe is closed after the last piece; otherwise it is held open
 */
record StandardInput(Iterable<byte[]> pieces, boolean ends) {
    private static final int MIB = 1024 * 1024;

    /** More than any pipe buffers: once all of it is written, the reader is in the middle of reading. */
    private static final int MORE_THAN_A_PIPE = 300_000;

    static StandardInput nothing() {
        return new StandardInput(List.of(), true);
    }

    static StandardInput whole(HookEventSample event) {
        return new StandardInput(List.of((event.json() + "\n").getBytes(UTF_8)), true);
    }

    /** The event with one more field that makes it this large. */
    static StandardInput large(HookEventSample event, int mebibytes) {
        List<byte[]> pieces = new ArrayList<>(List.of(opened(event)));
        pieces.addAll(Collections.nCopies(mebibytes, filler(MIB)));
        pieces.add("\"}\n".getBytes(UTF_8));
        return new StandardInput(pieces, true);
    }

    /** The event, and behind it bytes of which every value occurs, zero and line ends included. */
    static StandardInput binary(HookEventSample event) {
        byte[] noise = new byte[20_000];
        new Random(event.name().hashCode()).nextBytes(noise);
        return new StandardInput(List.of(event.json().getBytes(UTF_8), noise, new byte[] {0, '\n', '\n'}), true);
    }

    static StandardInput endless(HookEventSample event) {
        byte[] filler = filler(64 * 1024);
        return new StandardInput(
                () -> Stream.concat(Stream.of(opened(event)), Stream.generate(() -> filler))
                        .iterator(),
                false);
    }

    /** The first half of a large event, and then neither more nor an end. */
    static StandardInput unfinished(HookEventSample event) {
        return new StandardInput(List.of(opened(event), filler(MORE_THAN_A_PIPE)), false);
    }

    /** What a recorder that keeps this many bytes must have kept. */
    byte[] first(int limit) {
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            if (first.size() >= limit) {
                break;
            }
            first.writeBytes(piece);
        }
        return Arrays.copyOf(first.toByteArray(), Math.min(first.size(), limit));
    }

    /** Writes until the last piece or until nobody reads any more. */
    void feed(OutputStream stdin) {
        try {
            for (byte[] piece : pieces) {
                stdin.write(piece);
                stdin.flush();
            }
            if (ends) {
                stdin.close();
            }
        } catch (IOException nobodyReads) {
            // A recorder may leave before it has read everything: the session does not mind.
        }
    }

    private static byte[] opened(HookEventSample event) {
        String json = event.json();
        return (json.substring(0, json.length() - 1) + ",\"more\":\"").getBytes(UTF_8);
    }

    private static byte[] filler(int bytes) {
        byte[] filler = new byte[bytes];
        Arrays.fill(filler, (byte) 'x');
        return filler;
    }
}
