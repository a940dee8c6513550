package hookline.cli.hooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Settings files as people, editors and programs might have written them, the same ones for the same seed. */
final class RandomSettings {
    private static final String[] TEXTS = {
        "",
        "plain",
        "with \\\"quotes\\\" and \\\\ and \\u00e9\\n",
        "日本語 🎉",
        "hooks",
        "}{][,:",
        "\\ud83d\\ude00",
        "$HOME/`x`"
    };
    private static final String[] SCALARS = {"true", "false", "null", "0", "-1.50e+3", "12345678901234567890", "1E400"};
    private static final String[] EVENTS = {"Stop", "PreToolUse", "SessionEnd", "SomeFutureEvent", "Setup"};
    private static final String[] SPACES = {"", "", " ", "\t", "\n", "\r\n", "\n    ", "  \n\t"};

    private final Random random;

    private RandomSettings(long seed) {
        this.random = new Random(seed);
    }

    static String of(long seed) {
        RandomSettings settings = new RandomSettings(seed);
        return settings.space() + settings.root() + settings.space();
    }

    private String root() {
        List<String> members = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            members.add(member("key" + i, value(4)));
        }
        if (random.nextInt(3) > 0) {
            members.add(random.nextInt(members.size() + 1), member("hooks", hooks()));
        }
        if (random.nextInt(3) == 0) {
            members.add(member("allowedHttpHookUrls", array(List.of("\"http://127.0.0.1:1/*\""))));
        }
        return bracketed("{", members, "}");
    }

    private String hooks() {
        List<String> events = new ArrayList<>();
        for (String event : EVENTS) {
            if (random.nextInt(3) == 0) {
                events.add(member(event, groups()));
            }
        }
        return bracketed("{", events, "}");
    }

    private String groups() {
        List<String> groups = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            List<String> handlers = new ArrayList<>();
            for (int j = random.nextInt(3); j > 0; j--) {
                handlers.add(bracketed(
                        "{", List.of(member("type", "\"command\""), member("command", "\"" + text() + "\"")), "}"));
            }
            groups.add(bracketed(
                    "{", List.of(member("matcher", "\"" + text() + "\""), member("hooks", array(handlers))), "}"));
        }
        return array(groups);
    }

    private String value(int depth) {
        int kind = random.nextInt(depth > 0 ? 4 : 2);
        if (kind == 0) {
            return SCALARS[random.nextInt(SCALARS.length)];
        }
        if (kind == 1) {
            return "\"" + text() + "\"";
        }
        List<String> parts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            parts.add(kind == 2 ? value(depth - 1) : member(text() + i, value(depth - 1)));
        }
        return kind == 2 ? array(parts) : bracketed("{", parts, "}");
    }

    private String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    private String member(String name, String value) {
        return "\"" + name + "\"" + space() + ":" + space() + value;
    }

    private String array(List<String> elements) {
        return bracketed("[", elements, "]");
    }

    private String bracketed(String open, List<String> parts, String close) {
        StringBuilder text = new StringBuilder(open).append(space());
        for (int i = 0; i < parts.size(); i++) {
            text.append(i == 0 ? "" : "," + space()).append(parts.get(i)).append(space());
        }
        return text.append(close).toString();
    }

    private String space() {
        return SPACES[random.nextInt(SPACES.length)];
    }
}
