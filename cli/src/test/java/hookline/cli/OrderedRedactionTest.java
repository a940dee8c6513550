package hookline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.processor.redact.SecretRedaction;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OrderedRedactionTest {
    private static List<String> redact(List<Optional<String>> lines, AtomicInteger values) {
        List<String> printed = new ArrayList<>();
        try (OrderedRedaction redaction = new OrderedRedaction(SecretRedaction.standard(), line -> {
            printed.add(line.text());
            values.addAndGet(line.total());
        })) {
            lines.forEach(redaction::add);
        }
        return printed;
    }

    @Test
    void linesComeOutInTheirOrderHoweverLongEachTakes() {
        Random random = new Random(3);
        List<Optional<String>> lines = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            lines.add(Optional.of(i + " " + "word ".repeat(random.nextInt(2_000)) + "DB_PASSWORD=tomato" + i));
        }
        AtomicInteger values = new AtomicInteger();
        List<String> redacted = redact(lines, values);
        assertEquals(3_000, redacted.size());
        for (int i = 0; i < 3_000; i++) {
            assertTrue(redacted.get(i).startsWith(i + " "), redacted.get(i));
            assertTrue(redacted.get(i).endsWith("DB_PASSWORD=[REDACTED:assigned]"));
        }
        assertEquals(3_000, values.get());
    }

    @Test
    void whatWasTooLongToBeReadIsNotPassedOn() {
        AtomicInteger values = new AtomicInteger();
        assertEquals(
                List.of("a", "[REDACTED:unscanned]", "b"),
                redact(List.of(Optional.of("a"), Optional.empty(), Optional.of("b")), values));
        assertEquals(1, values.get());
    }

    @Test
    void linesAreReadWhateverEndsThem() throws Exception {
        InputLines lines = new InputLines(new StringReader("a\r\n\nb"));
        assertEquals(Optional.of("a"), lines.next());
        assertEquals(Optional.of(""), lines.next());
        assertEquals(Optional.of("b"), lines.next());
        assertEquals(Optional.empty(), lines.next());
        assertTrue(lines.isAtEnd());
    }

    @Test
    void aLineWithoutAnEndDoesNotFillTheMemory() throws Exception {
        InputLines lines = new InputLines(new Reader() {
            private long left = InputLines.LONGEST + 10L;

            @Override
            public int read(char[] into, int from, int length) {
                if (left < 0) {
                    return -1;
                }
                int count = (int) Math.min(length, left);
                for (int i = 0; i < count; i++) {
                    into[from + i] = 'x';
                }
                left -= count;
                if (count == 0) {
                    into[from] = '\n';
                    left = -1;
                    return 1;
                }
                return count;
            }

            @Override
            public void close() {}
        });
        assertEquals(Optional.empty(), lines.next());
        assertEquals(false, lines.isAtEnd());
        assertEquals(Optional.empty(), lines.next());
        assertTrue(lines.isAtEnd());
    }
}
