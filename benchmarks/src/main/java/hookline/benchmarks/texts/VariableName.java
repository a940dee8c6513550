package hookline.benchmarks.texts;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A name as each place writes it: {@code DATADOG_API_KEY}, {@code datadogApiKey}, {@code datadog_api_key},
 * {@code datadog-api-key}, {@code X-Datadog-Api-Key}.
 */
record VariableName(String screaming) {
    String camel() {
        String joined = capitals("");
        return joined.substring(0, 1).toLowerCase(Locale.ROOT) + joined.substring(1);
    }

    String snake() {
        return screaming.toLowerCase(Locale.ROOT);
    }

    String kebab() {
        return snake().replaceAll("_+", "-");
    }

    String header() {
        return "X-" + capitals("-");
    }

    private String capitals(String separator) {
        List<String> words = Arrays.stream(screaming.split("_", -1))
                .filter(word -> !word.isEmpty())
                .toList();
        return words.stream()
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(separator));
    }
}
