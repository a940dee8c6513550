package hookline.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names of metrics in Prometheus's expressions, and the expressions in our files. */
final class MetricNames {
    private static final Pattern YAML = Pattern.compile("(?m)^\\s*expr: (.+)$");
    private static final Pattern JSON = Pattern.compile("\"expr\":\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Strings, label matchers, ranges, and the labels of groupings name no metric. */
    private static final Pattern NO_METRICS = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|\\{[^}]*\\}|\\[[^\\]]*\\]"
            + "|\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");

    private static final Pattern NAME = Pattern.compile("(?<![\\w.:$])[a-zA-Z_:][\\w:]*(?!\\s*\\()\\b(?!\\s*\\()");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset", "by", "without", "inf");

    private MetricNames() {}

    static List<String> expressionsOfYaml(String file) {
        return YAML.matcher(file).results().map(found -> found.group(1)).toList();
    }

    static List<String> expressionsOfJson(String file) {
        List<String> expressions = new ArrayList<>();
        JSON.matcher(file)
                .results()
                .forEach(found ->
                        expressions.add(found.group(1).replace("\\\"", "\"").replace("\\\\", "\\")));
        return expressions;
    }

    static Set<String> of(String expression) {
        return NAME.matcher(NO_METRICS.matcher(expression).replaceAll(" "))
                .results()
                .map(found -> found.group())
                .filter(word -> !WORDS.contains(word))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
