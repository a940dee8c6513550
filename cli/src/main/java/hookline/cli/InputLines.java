package hookline.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/** Reads lines of any length, and holds none in memory that is too long. For one thread. */
final class InputLines {
    /** Characters; far above the largest event. */
    static final int LONGEST = 64 << 20;

    private final BufferedReader reader;
    private boolean atEnd;

    InputLines(Reader reader) {
        this.reader = new BufferedReader(reader, 1 << 16);
    }

    /** The next line; empty where it is too long, or there is none. */
    Optional<String> next() throws IOException {
        StringBuilder line = new StringBuilder();
        boolean tooLong = false;
        int c = reader.read();
        atEnd = c < 0;
        for (; c >= 0 && c != '\n'; c = reader.read()) {
            if (line.length() == LONGEST) {
                tooLong = true;
                line.setLength(0);
            }
            if (!tooLong) {
                line.append((char) c);
            }
        }
        if (!tooLong && line.length() > 0 && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        return atEnd || tooLong ? Optional.empty() : Optional.of(line.toString());
    }

    /** Whether the last reading found nothing more. */
    boolean isAtEnd() {
        return atEnd;
    }

    /** Whether more is there without waiting for it. */
    boolean hasMore() throws IOException {
        return reader.ready();
    }
}
