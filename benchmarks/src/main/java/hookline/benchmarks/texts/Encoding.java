package hookline.benchmarks.texts;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What a place does to the characters of a value. */
enum Encoding {
    NONE {
        @Override
        String encode(String value) {
            return value;
        }
    },
    JSON {
        @Override
        String encode(String value) {
            return value.replace("\\", "\\\\")
                    .replace("\"", "\\\"")
                    .replace("\n", "\\n")
                    .replace("\t", "\\t");
        }
    },
    JSON_IN_JSON {
        @Override
        String encode(String value) {
            return JSON.encode(JSON.encode(value));
        }
    },
    PERCENT {
        @Override
        String encode(String value) {
            return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
        }
    };

    abstract String encode(String value);
}
