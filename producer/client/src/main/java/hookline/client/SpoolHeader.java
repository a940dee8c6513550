package hookline.client;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first line of a spooled file, {@code hookline 1 <T> <S>}: what follows it is T bytes of hook type, S bytes of
 * session id and then the payload to the end of the file. The hook shim writes the same line.
 */
record SpoolHeader(int hookTypeBytes, int sessionIdBytes) {
    /** The longest hook type or session id, in bytes. */
    static final int MAX_ARGUMENT_BYTES = 32 * 1024;

    private static final Pattern LINE = Pattern.compile("hookline 1 (0|[1-9][0-9]{0,4}) (0|[1-9][0-9]{0,4})\n");
    private static final int MAX_LINE_BYTES = new SpoolHeader(MAX_ARGUMENT_BYTES, MAX_ARGUMENT_BYTES).line().length;

    /** How far into a file its payload can begin. */
    static final int MAX_PAYLOAD_OFFSET = MAX_LINE_BYTES + 2 * MAX_ARGUMENT_BYTES;

    /** Empty where these bytes do not begin with a header, or end before the payload that it announces. */
    static Optional<SpoolHeader> of(byte[] file) {
        String start = new String(file, 0, Math.min(file.length, MAX_LINE_BYTES), StandardCharsets.ISO_8859_1);
        Matcher line = LINE.matcher(start);
        if (!line.lookingAt()) {
            return Optional.empty();
        }
        SpoolHeader header = new SpoolHeader(Integer.parseInt(line.group(1)), Integer.parseInt(line.group(2)));
        boolean fits = header.hookTypeBytes <= MAX_ARGUMENT_BYTES
                && header.sessionIdBytes <= MAX_ARGUMENT_BYTES
                && header.payloadOffset() <= file.length;
        return fits ? Optional.of(header) : Optional.empty();
    }

    byte[] line() {
        return ("hookline 1 " + hookTypeBytes + " " + sessionIdBytes + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    int hookTypeOffset() {
        return line().length;
    }

    int sessionIdOffset() {
        return hookTypeOffset() + hookTypeBytes;
    }

    int payloadOffset() {
        return sessionIdOffset() + sessionIdBytes;
    }
}
