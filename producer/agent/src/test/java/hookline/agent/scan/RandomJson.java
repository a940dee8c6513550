package hookline.agent.scan;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/** A random object, written in one of many ways, and how the same text reads once it is trimmed. */
final class RandomJson {
    private static final String[] NAMES = {"originalFile", "content", "data", "日本", "a\\\"b", "tool_response", ""};
    private static final String[] TEXTS = {
        "x", "two words", "\\n", "\\u00e9", "é", "😀", "\\ud83d\\ude00", "\\/", "\\\\"
    };
    private static final String[] BLANKS = {"", "", "", " ", "\n\t"};

    private final Random random;
    private final StringBuilder json = new StringBuilder();
    private final StringBuilder trimmed = new StringBuilder();

    RandomJson(Random random) throws Exception {
        this.random = random;
        object(0);
    }

    static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    String json() {
        return json.toString();
    }

    String trimmed() {
        return trimmed.toString();
    }

    private void write(String text) {
        json.append(text);
        trimmed.append(text);
    }

    private void object(int depth) throws Exception {
        write("{");
        int members = random.nextInt(5);
        for (int i = 0; i < members; i++) {
            String name = NAMES[random.nextInt(NAMES.length)];
            write((i == 0 ? "" : ",") + blank() + "\"" + name + "\"" + blank() + ":" + blank());
            value(depth + 1, name);
            write(blank());
        }
        write("}");
    }

    private void array(int depth) throws Exception {
        write("[");
        int items = random.nextInt(4);
        for (int i = 0; i < items; i++) {
            write((i == 0 ? "" : ",") + blank());
            value(depth + 1, "");
        }
        write("]");
    }

    private void value(int depth, String name) throws Exception {
        switch (random.nextInt(depth > 5 ? 4 : 6)) {
            case 0 -> write(new String[] {"null", "true", "-1.50E+3", "0"}[random.nextInt(4)]);
            case 1 -> string(name, random.nextInt(5));
            case 2 -> string(name, random.nextInt(400));
            case 3 -> base64(name);
            case 4 -> object(depth);
            default -> array(depth);
        }
    }

    private void string(String name, int parts) throws Exception {
        StringBuilder written = new StringBuilder();
        StringBuilder meant = new StringBuilder();
        for (int i = 0; i < parts; i++) {
            int part = random.nextInt(TEXTS.length);
            written.append(TEXTS[part]);
            meant.append(new String[] {"x", "two words", "\n", "é", "é", "😀", "😀", "/", "\\"}[part]);
        }
        boolean bulk = name.equals("originalFile") && meant.toString().getBytes(StandardCharsets.UTF_8).length > 256;
        string(written.toString(), meant.toString(), bulk);
    }

    private void base64(String name) throws Exception {
        String text = Base64.getEncoder().encodeToString(bytes(random, random.nextInt(1_500)));
        string(
                random.nextBoolean() ? text : text.replace("/", "\\/"),
                text,
                text.length() >= 1024 || (name.equals("originalFile") && text.length() > 256));
    }

    private void string(String written, String meant, boolean bulk) throws Exception {
        json.append('"').append(written).append('"');
        trimmed.append('"').append(bulk ? TrimmingTest.mark(meant) : written).append('"');
    }

    private String blank() {
        return BLANKS[random.nextInt(BLANKS.length)];
    }
}
