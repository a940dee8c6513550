package hookline.settings;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One place that settings come from; a variable that is empty there counts as not set. */
record Layer(String origin, Map<String, String> variables) {
    Layer {
        variables = variables.entrySet().stream()
                .filter(variable -> !variable.getValue().isEmpty())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Optional<Given> find(String name) {
        return Optional.ofNullable(variables.get(name)).map(text -> new Given(name, text, origin));
    }

    @Override
    public String toString() {
        return origin;
    }
}
