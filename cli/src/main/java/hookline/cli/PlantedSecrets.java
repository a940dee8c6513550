package hookline.cli;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Secrets of many kinds, new ones each time and valid nowhere, and the ways in which one could be found again.
 *
 * <p>They are made here so that nothing that looks like a secret stands in a file of this project.
 */
final class PlantedSecrets {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String DIGITS = "0123456789";

    /** Any run this long of a secret counts as the secret. */
    private static final int PIECE = 12;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, String> byName = new LinkedHashMap<>();

    PlantedSecrets() {
        byName.put("aws_key_id", "AK" + "IA" + text(UPPER, 16));
        byName.put("aws_secret", text(LETTERS, 40));
        byName.put("github", "gh" + "p_" + text(LETTERS, 36));
        byName.put("stripe", "sk" + "_live_" + text(LETTERS, 24));
        byName.put("slack", "xo" + "xb-" + text(DIGITS, 12) + "-" + text(DIGITS, 12) + "-" + text(LETTERS, 24));
        byName.put("npm", "np" + "m_" + text(LETTERS, 36));
        byName.put("google", "AI" + "za" + text(LETTERS, 35));
        byName.put("anthropic", "sk-" + "ant-api03-" + text(LETTERS, 93) + "AA");
        byName.put("db_password", text(LETTERS, 20));
        byName.put("mysql_password", text(LETTERS, 18));
        byName.put("basic", base64("deploy:" + text(LETTERS, 16)));
        byName.put("jwt", "ey" + "J" + text(LETTERS, 33) + ".ey" + "J" + text(LETTERS, 47) + "." + text(LETTERS, 43));
        byName.put("pem_body", text(LETTERS, 64));
    }

    /** The text with each {@code ${name}} replaced by that secret. */
    String plantInto(String text) {
        // The words around a private key would make the recording look like one.
        String planted = text.replace("${pem_kind}", "OPENSSH PRIVATE " + "KEY");
        for (Map.Entry<String, String> secret : byName.entrySet()) {
            planted = planted.replace("${" + secret.getKey() + "}", secret.getValue());
        }
        return planted;
    }

    List<String> values() {
        return List.copyOf(byName.values());
    }

    /** What to look for: every piece of a secret, and the secret as base64 and hex. */
    static List<String> traces(String secret) {
        List<String> traces = new ArrayList<>();
        int piece = Math.min(PIECE, secret.length());
        for (int i = 0; i + piece <= secret.length(); i++) {
            traces.add(secret.substring(i, i + piece));
        }
        traces.add(base64(secret));
        traces.add(HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8)));
        return traces;
    }

    private String text(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static String base64(String text) {
        return Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
