package hookline.streams;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code XINFO GROUPS} and {@code XINFO CONSUMERS} answer, whichever protocol it came by. */
final class XinfoRows {
    private XinfoRows() {}

    static List<Map<String, String>> of(List<Object> reply) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Object each : reply) {
            Map<String, String> row = new LinkedHashMap<>();
            if (each instanceof Map<?, ?> map) {
                map.forEach((name, value) -> row.put(text(name), text(value)));
            } else {
                List<?> flat = (List<?>) each;
                for (int i = 0; i + 1 < flat.size(); i += 2) {
                    row.put(text(flat.get(i)), text(flat.get(i + 1)));
                }
            }
            rows.add(row);
        }
        return rows;
    }

    private static String text(Object value) {
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        return value == null ? "" : value.toString();
    }
}
