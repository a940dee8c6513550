package hookline.cli.hooks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Takes parts out of a JSON text, each with the comma and the white space that belong to it, and nothing else. */
final class JsonRemoval {
    private record Range(int start, int end) {}

    private final List<Range> ranges = new ArrayList<>();

    /** Takes some parts of an object or array out; parts within parts that go must not be given as well. */
    void take(JsonNode container, Set<? extends JsonPart> unwanted) {
        List<? extends JsonPart> parts = container.parts();
        if (unwanted.containsAll(parts)) {
            ranges.add(new Range(container.start() + 1, container.end() - 1));
            return;
        }
        boolean afterKept = false;
        for (int i = 0; i < parts.size(); i++) {
            JsonPart part = parts.get(i);
            if (!unwanted.contains(part)) {
                afterKept = true;
            } else if (afterKept) {
                ranges.add(new Range(parts.get(i - 1).end(), part.end()));
            } else {
                ranges.add(new Range(part.start(), parts.get(i + 1).start()));
            }
        }
    }

    String from(String text) {
        ranges.sort(Comparator.comparingInt(Range::start));
        StringBuilder rest = new StringBuilder(text.length());
        int kept = 0;
        for (Range range : ranges) {
            rest.append(text, kept, range.start());
            kept = range.end();
        }
        return rest.append(text, kept, text.length()).toString();
    }
}
