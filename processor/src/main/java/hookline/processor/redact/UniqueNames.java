package hookline.processor.redact;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Keeps member names that became markers apart from each other and from those that looked so before. */
final class UniqueNames {
    private final Map<String, Integer> taken = new HashMap<>();

    private UniqueNames() {}

    /** Every name in {@code json} that holds a bracket counts as taken. */
    static UniqueNames in(char[] json, int from, int to, JsonFactory factory) throws IOException {
        UniqueNames names = new UniqueNames();
        try (JsonParser parser = factory.createParser(json, from, to - from)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && parser.currentName().indexOf('[') >= 0) {
                    names.taken.putIfAbsent(parser.currentName(), 1);
                }
            }
        }
        return names;
    }

    String claim(String name) {
        String unique = name;
        while (taken.putIfAbsent(unique, 1) != null) {
            unique = name + "#" + taken.merge(name, 1, Integer::sum);
        }
        return unique;
    }
}
