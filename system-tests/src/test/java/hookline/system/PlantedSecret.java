package hookline.system;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A secret that is valid nowhere, and how an event holds it.
 *
 * @param kind what it pretends to be
 * @param value what must not be found again
 * @param member the JSON members of an event that hold it
 */
record PlantedSecret(String kind, String value, String member) {
    private static final String ALNUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String DIGITS = "0123456789";

    /** Any run this long of a secret counts as the secret. */
    static final int PIECE = 12;

    /** One of each kind. */
    static List<PlantedSecret> ofEachKind(Random random) {
        List<PlantedSecret> all = new ArrayList<>();
        String key = text(random, ALNUM, 40);
        all.add(command("aws key id", "AK" + "IA" + text(random, UPPER, 16), "aws configure set aws_access_key_id %s"));
        all.add(command("aws secret", key, "export AWS_SECRET_ACCESS_KEY=%s"));
        all.add(command("github", "gh" + "p_" + text(random, ALNUM, 36), "git clone https://%s@github.com/a/b.git"));
        all.add(command("stripe", "sk" + "_live_" + text(random, ALNUM, 24), "stripe login --api-key %s"));
        all.add(command(
                "basic", base64("deploy:" + text(random, ALNUM, 16)), "curl -H 'Authorization: Basic %s' x.org"));
        all.add(command("bearer", text(random, ALNUM, 32), "curl -H \"Authorization: Bearer %s\" https://x.org"));
        all.add(command("flag", text(random, ALNUM, 18), "mysql -u root --password=%s shop"));
        all.add(command("curl user", text(random, ALNUM, 14), "curl -u deploy:%s https://x.org"));
        all.add(command("url", text(random, ALNUM, 16), "psql postgres://app:%s@db.example.org/shop"));
        all.add(command("url token", text(random, ALNUM, 30), "curl 'https://x.org/a?access_token=%s&page=2'"));
        all.add(command("cookie", text(random, ALNUM, 32), "curl -H 'Cookie: session_token=%s; theme=dark' x.org"));
        all.add(command("connection string", text(random, ALNUM, 15), "Server=db;User Id=sa;Password=%s;Encrypt=true"));
        all.add(command("netrc", text(random, ALNUM, 17), "machine x.org login deploy password %s"));
        all.add(command("json in a string", text(random, ALNUM, 20), "{\"client_secret\":\"%s\",\"a\":[1]}"));
        all.add(command(
                "kubernetes",
                base64(text(random, ALNUM, 18)),
                "apiVersion: v1\nkind: Secret\ndata:\n  db-password: %s\ntype: Opaque"));
        all.add(command(
                "private key",
                text(random, ALNUM, 64),
                "-----BEGIN OPENSSH PRIVATE " + "KEY-----\n%s\n-----END OPENSSH PRIVATE " + "KEY-----"));
        all.add(command(
                "jwt",
                base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "."
                        + base64("{\"sub\":\"" + text(random, ALNUM, 20) + "\"}") + "." + text(random, ALNUM, 43),
                "the token was %s"));
        all.add(command("e-mail", text(random, ALNUM, 14).toLowerCase(Locale.ROOT) + "@example.org", "to %s"));
        all.add(command("card", card(random), "paid with %s today"));
        String named = text(random, ALNUM, 22);
        all.add(new PlantedSecret("by name", named, "\"db\":{\"password\":\"" + named + "\"}"));
        String escaped = text(random, ALNUM, 22);
        all.add(new PlantedSecret("escaped name", escaped, "\"\\u0061piKey\":\"" + escaped + "\""));
        String wrapped = "gl" + "pat-" + text(random, ALNUM, 20);
        all.add(new PlantedSecret("base64", wrapped, "\"content\":\"" + base64("a note: " + wrapped + " end") + "\""));
        return all;
    }

    /** What to look for, each {@link #PIECE} long or the whole: pieces of it, as it is, in base64 and in hex. */
    List<String> traces() {
        List<String> traces = new ArrayList<>();
        cut(value, 0, value.length(), traces);
        for (int shift = 0; shift < 3; shift++) {
            String encoded = base64(" ".repeat(shift) + value);
            // The characters at both ends also depend on what stands beside the secret.
            cut(encoded, shift == 0 ? 0 : 4, encoded.length() - 4, traces);
        }
        String hex = HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8));
        cut(hex, 0, hex.length(), traces);
        return traces;
    }

    private static void cut(String text, int from, int to, List<String> pieces) {
        int length = Math.min(PIECE, to - from);
        for (int i = from; i + length <= to; i++) {
            pieces.add(text.substring(i, i + length));
        }
    }

    private static PlantedSecret command(String kind, String value, String command) {
        String escaped = String.format(command, value).replace("\"", "\\\"").replace("\n", "\\n");
        return new PlantedSecret(kind, value, "\"" + kind + "\":\"" + escaped + "\"");
    }

    private static String card(Random random) {
        String digits = "4" + text(random, DIGITS, 14);
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = digit * 2;
            sum += i % 2 == 0 ? doubled / 10 + doubled % 10 : digit;
        }
        return digits + (10 - sum % 10) % 10;
    }

    private static String text(Random random, String alphabet, int length) {
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
