package hookline.system.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One hook event as Claude Code sends it, with every field that its documentation and its types name. */
record HookEventSample(String name, String json) {
    private static final Pattern NAME = Pattern.compile("\"hook_event_name\":\"([A-Za-z]+)\"");

    static List<HookEventSample> all() throws IOException {
        try (InputStream in = HookEventSample.class.getResourceAsStream("events.jsonl")) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .map(HookEventSample::of)
                    .toList();
        }
    }

    private static HookEventSample of(String json) {
        Matcher name = NAME.matcher(json);
        if (!name.find()) {
            throw new IllegalArgumentException("A sample without a hook_event_name");
        }
        return new HookEventSample(name.group(1), json);
    }
}
