package hookline.benchmarks.jmh;

import hookline.benchmarks.texts.GeneratedTexts;
import hookline.benchmarks.texts.LabelledText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Invented hook events as a session makes them: tool calls with code, logs of builds, and JSON in strings. Every tenth
 * has a secret. The same ones each time.
 */
public final class SessionEvents {
    private static final int SMALLEST = 1024;
    private static final int LARGEST = 100 * 1024;
    private static final String[] NAMES = ("user order cache index stream handler request response token count buffer "
                    + "result config session parser value key entry batch record field writer reader event password")
            .split(" ");
    private static final String[] TYPES = {"String", "int", "List<String>", "Map<String, Integer>", "byte[]", "Path"};

    private final Random random = new Random(20261122);

    private SessionEvents() {}

    /** So many events of 1 to 100 KB, as many of them below 10 KB as above. */
    public static List<String> mixed(int count) throws IOException {
        List<LabelledText> secrets = new ArrayList<>();
        GeneratedTexts.others(1, text -> {
            if (text.secret()) {
                secrets.add(text);
            }
        });
        SessionEvents session = new SessionEvents();
        List<String> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double exponent = session.random.nextDouble();
            int size = (int) (SMALLEST * Math.pow((double) LARGEST / SMALLEST, exponent));
            String secret = i % 10 == 0
                    ? secrets.get(session.random.nextInt(secrets.size())).text() + "\n"
                    : "";
            events.add(session.event(i, size, secret));
        }
        return events;
    }

    /** One event of 1 KB, with code in it. */
    public static String ofOneKilobyte() {
        return new SessionEvents().event(1, SMALLEST, "");
    }

    private String event(int number, int size, String secret) {
        String start = "{\"session_id\":\"6f2a9c14-0b1d-4c57-9a3e-2f1c8d7b6a50\",\"transcript_path\":"
                + "\"/home/dev/.claude/projects/app/session.jsonl\",\"cwd\":\"/home/dev/app\",\"hook_event_name\":"
                + "\"PostToolUse\",\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"./build --module " + number
                + "\"},\"tool_response\":{\"stdout\":\"";
        String end = "\",\"interrupted\":false}}";
        StringBuilder event = new StringBuilder(size + 200).append(start).append(inJson(secret));
        int kind = number % 3;
        while (event.length() < size - end.length()) {
            event.append(inJson(kind == 0 ? log() : kind == 1 ? code() : json()));
        }
        int cut = Math.max(start.length(), size - end.length());
        while (event.charAt(cut - 1) == '\\') {
            cut--;
        }
        event.setLength(cut);
        return event.append(end).toString();
    }

    private String code() {
        String name = name();
        return switch (random.nextInt(4)) {
            case 0 -> "    private final " + TYPES[random.nextInt(TYPES.length)] + " " + name + ";\n";
            case 1 ->
                "        if (" + name + ".get(\"" + name() + "\") != null && " + name() + " > " + random.nextInt(999)
                        + ") {\n            return " + name() + "(" + name + ", " + name() + ");\n        }\n";
            case 2 -> "    // The " + name + " is read once, so that a " + name() + " never waits for it.\n";
            default -> "import com.example." + name() + "." + name + ";\n";
        };
    }

    private String log() {
        return "2026-11-22T10:" + (10 + random.nextInt(50)) + ":22." + (100 + random.nextInt(900)) + "Z INFO  ["
                + name() + "-" + random.nextInt(16) + "] c.e." + name() + " - " + name() + " took "
                + random.nextInt(5000)
                + " ms for id=" + Long.toHexString(random.nextLong()) + "\n";
    }

    private String json() {
        return "{\"" + name() + "\": \"" + name() + "-" + random.nextInt(100_000) + "\", \"" + name() + "\": {\"total_"
                + name() + "s\": " + random.nextInt(9999) + ", \"path\": \"C:\\\\src\\\\" + name() + "\"}}\n";
    }

    private String name() {
        return NAMES[random.nextInt(NAMES.length)];
    }

    private static String inJson(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\t", "\\t");
    }
}
