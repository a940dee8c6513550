package hookline.settings;

import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A block of a PEM file.
 *
 * @param type what stands after BEGIN, such as {@code CERTIFICATE}
 * @param content between BEGIN and END
 */
record Pem(String type, String content) {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \\1-----");

    /** Every block of a file, in order; what stands around them is for people. */
    static List<Pem> blocks(String text) {
        return BLOCK.matcher(text)
                .results()
                .map(block -> new Pem(block.group(1), block.group(2)))
                .toList();
    }

    /**
     * The block's DER.
     *
     * @throws IllegalArgumentException where it is not in Base64
     */
    byte[] decoded() {
        return Base64.getMimeDecoder().decode(content);
    }
}
