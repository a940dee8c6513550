package hookline.client;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first line of a spooled file, {@code hookline 2 <T> <S> <L> <O>}: what follows it is T bytes of hook type, S bytes
 * of session id and then the payload to the end of the file, which was cut off if it has more than L bytes. O says on
 * whose host the hook fired, {@code here} or {@code elsewhere}. The hook shim writes the same line.
 *
 * @param lineBytes how long the line is
 * @param maxPayloadBytes what its writer took at most; of a longer payload there is one byte more
 */
record SpoolHeader(int lineBytes, int hookTypeBytes, int sessionIdBytes, int maxPayloadBytes, boolean fromThisHost) {
    /** The longest hook type or session id, in bytes. */
    static final int MAX_ARGUMENT_BYTES = 32 * 1024;

    /** The longest payload that a header can speak of, in bytes. */
    static final int MAX_PAYLOAD_BYTES = 999_999_999;

    private static final String LENGTH = "(0|[1-9][0-9]{0,4})";
    private static final Pattern LINE =
            Pattern.compile("hookline 2 " + LENGTH + " " + LENGTH + " ([1-9][0-9]{0,8}) (here|elsewhere)\n");

    /** As 0.1.0 wrote it before it said where a payload was cut off: an upgrade may find such files. */
    private static final Pattern LINE_OF_VERSION_1 = Pattern.compile("hookline 1 " + LENGTH + " " + LENGTH + "\n");

    private static final int MAX_LINE_BYTES =
            line(MAX_ARGUMENT_BYTES, MAX_ARGUMENT_BYTES, MAX_PAYLOAD_BYTES, false).length;

    /** How far into a file its payload can begin. */
    static final int MAX_PAYLOAD_OFFSET = MAX_LINE_BYTES + 2 * MAX_ARGUMENT_BYTES;

    /** Empty where these bytes do not begin with a header, or end before the payload that it announces. */
    static Optional<SpoolHeader> of(byte[] file) {
        String start = new String(file, 0, Math.min(file.length, MAX_LINE_BYTES), StandardCharsets.ISO_8859_1);
        Matcher line = LINE.matcher(start);
        Matcher lineOfVersion1 = LINE_OF_VERSION_1.matcher(start);
        Optional<SpoolHeader> found = Optional.empty();
        if (line.lookingAt()) {
            found = Optional.of(
                    header(line, Integer.parseInt(line.group(3)), line.group(4).equals("here")));
        } else if (lineOfVersion1.lookingAt()) {
            found = Optional.of(header(lineOfVersion1, MAX_PAYLOAD_BYTES, true));
        }
        return found.filter(header -> header.hookTypeBytes <= MAX_ARGUMENT_BYTES
                && header.sessionIdBytes <= MAX_ARGUMENT_BYTES
                && header.payloadOffset() <= file.length);
    }

    /** The line that announces these lengths. */
    static byte[] line(int hookTypeBytes, int sessionIdBytes, int maxPayloadBytes, boolean fromThisHost) {
        String origin = fromThisHost ? "here" : "elsewhere";
        return ("hookline 2 " + hookTypeBytes + " " + sessionIdBytes + " " + maxPayloadBytes + " " + origin + "\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    int hookTypeOffset() {
        return lineBytes;
    }

    int sessionIdOffset() {
        return hookTypeOffset() + hookTypeBytes;
    }

    int payloadOffset() {
        return sessionIdOffset() + sessionIdBytes;
    }

    private static SpoolHeader header(Matcher line, int maxPayloadBytes, boolean fromThisHost) {
        return new SpoolHeader(
                line.end(),
                Integer.parseInt(line.group(1)),
                Integer.parseInt(line.group(2)),
                maxPayloadBytes,
                fromThisHost);
    }
}
