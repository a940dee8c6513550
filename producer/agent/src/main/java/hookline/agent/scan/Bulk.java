package hookline.agent.scan;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * A string of a payload that no reader needs, and the text that takes its place.
 *
 * <p>That is what an edit says the file was before, since the edit and its patch stand beside it, and what is base64
 * throughout, since nobody reads an image or a document in it. All other text stays whole, since it is what a session
 * did and saw.
 *
 * @param start offset of its opening quote
 * @param end offset behind its closing quote
 * @param replacement a JSON string in ASCII
 */
record Bulk(int start, int end, String replacement) {
    /** Shorter strings are not worth the 90 bytes that replace them. */
    static final int SHORTEST_BYTES = 256;

    private static final int SHORTEST_BASE64 = 1024;

    /** What editing a file and editing a notebook call it. */
    private static final Set<String> FILE_BEFORE = Set.of("originalFile", "original_file");

    private static final int MOST_BYTES_A_CHARACTER = 3;

    /** The string that the parser has just read, if it is bulk. */
    static Optional<Bulk> in(JsonParser parser) throws IOException {
        int length = parser.getTextLength();
        if (length <= SHORTEST_BYTES / MOST_BYTES_A_CHARACTER) {
            return Optional.empty();
        }
        String name = parser.currentName();
        CharBuffer text = CharBuffer.wrap(parser.getTextCharacters(), parser.getTextOffset(), length);
        boolean bulk = (name != null && FILE_BEFORE.contains(name))
                || (length >= SHORTEST_BASE64 && Base64Form.isThroughout(text));
        return bulk ? of(parser, text) : Optional.empty();
    }

    private static Optional<Bulk> of(JsonParser parser, CharBuffer text) {
        ByteBuffer utf8;
        try {
            utf8 = StandardCharsets.UTF_8.newEncoder().encode(text);
        } catch (CharacterCodingException halfACharacter) {
            // It has no bytes that a hash could be of.
            return Optional.empty();
        }
        int bytes = utf8.remaining();
        return bytes <= SHORTEST_BYTES
                ? Optional.empty()
                : Optional.of(new Bulk(
                        (int) parser.currentTokenLocation().getByteOffset(),
                        (int) parser.currentLocation().getByteOffset(),
                        "\"[TRIMMED:" + bytes + " bytes sha256:" + sha256(utf8) + "]\""));
    }

    private static String sha256(ByteBuffer bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
