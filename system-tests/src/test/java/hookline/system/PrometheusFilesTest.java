package hookline.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.streams.TestRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code deploy/prometheus} and {@code deploy/grafana} hold, before promtool and before running processes. */
@Tag("full")
class PrometheusFilesTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis("appendonly yes");

    private static final Pattern ALERT = Pattern.compile("(?m)^ *- alert: (\\w+)$");
    private static final Pattern ALERT_ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|");
    private static final Pattern FIRES = Pattern.compile("alertname=\"(\\w+)\"");

    /** A row of the reference: name, type and labels. */
    private static final Pattern METRIC_ROW =
            Pattern.compile("(?m)^\\| `((?:claude|hookline|redis)_\\w+)` \\| (\\w+) \\|([^|]*)\\|");

    /** Prometheus makes these itself. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up", "ALERTS");

    @TempDir
    Path folder;

    private static String read(String... path) throws IOException {
        return Files.readString(Path.of(System.getProperty("hookline.checkout"), path));
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"prometheus.yml", "prometheus-compose.yml"})
    void promtoolAcceptsTheConfigurationAndItsRules(String file) throws Exception {
        PrometheusPrograms.orSkip(PrometheusFilesTest.class);
        PrometheusPrograms.promtool(
                "check",
                "config",
                "--syntax-only",
                PrometheusPrograms.shipped(file).toString());
        PrometheusPrograms.promtool(
                "check",
                "rules",
                "--lint=all",
                "--lint-fatal",
                PrometheusPrograms.shipped("alerts.yml").toString());
    }

    @Test
    void theDashboardAsksInValidExpressions() throws Exception {
        PrometheusPrograms.orSkip(PrometheusFilesTest.class);
        StringBuilder rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
        for (String expression : MetricNames.expressionsOfJson(read("deploy", "grafana", "dashboard.json"))) {
            rules.append("      - record: panel\n        expr: '")
                    .append(expression.replace("$__rate_interval", "1m").replace("'", "''"))
                    .append("'\n");
        }
        Path file = Files.writeString(folder.resolve("dashboard.yml"), rules);
        PrometheusPrograms.promtool("check", "rules", "--lint=none", file.toString());
    }

    @Test
    void everyRuleFiresWhenItShouldAndOnlyThen() throws Exception {
        PrometheusPrograms.orSkip(PrometheusFilesTest.class);
        PrometheusPrograms.promtool(
                "test", "rules", PrometheusPrograms.shipped("alerts-test.yml").toString());
        Set<String> rules = new TreeSet<>(all(ALERT, read("deploy", "prometheus", "alerts.yml")));
        assertEquals(rules, new TreeSet<>(all(FIRES, read("deploy", "prometheus", "alerts-test.yml"))));
    }

    @Test
    void everyRuleSaysHowBadItIsAndWhatToDo() throws Exception {
        List<String> rules = List.of(read("deploy", "prometheus", "alerts.yml").split("(?m)^ *- alert: ", -1));
        for (String rule : rules.subList(1, rules.size())) {
            assertTrue(
                    Pattern.compile("severity: (critical|warning|info)\\n")
                            .matcher(rule)
                            .find(),
                    rule);
            assertTrue(rule.contains(" summary: \""), rule);
            assertTrue(rule.contains(" runbook: \""), rule);
        }
        List<String> listed = all(ALERT_ROW, read("docs", "reference", "alerts.md"));
        assertEquals(all(ALERT, read("deploy", "prometheus", "alerts.yml")), listed);
    }

    @Test
    void whatIsAskedForAndWhatIsListedIsThere() throws Exception {
        try (ScrapedPipeline pipeline = new ScrapedPipeline(TEST_REDIS, folder)) {
            // The address is redacted, the missing trigger is tolerated, the last is a dead letter.
            pipeline.fire("{\"hook_event_name\":\"Setup\",\"session_id\":\"s\",\"to\":\"someone@example.org\"}");
            pipeline.bad();
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                Set<String> series = pipeline.scrape().series();
                return series.contains("hookline_tolerated_fields_total")
                        && series.contains("hookline_redactions_total")
                        && series.contains("hookline_oldest_unprocessed_seconds")
                        && series.contains("hookline_dead_letters");
            });
            Scrape scrape = pipeline.scrape();
            assertEquals(
                    Set.of(),
                    missing(scrape, MetricNames.expressionsOfYaml(read("deploy", "prometheus", "alerts.yml"))));
            assertEquals(
                    Set.of(),
                    missing(scrape, MetricNames.expressionsOfJson(read("deploy", "grafana", "dashboard.json"))));
            assertEquals(lines(described()), lines(shown(scrape)));
        }
    }

    private static Set<String> missing(Scrape scrape, List<String> expressions) {
        assertTrue(expressions.size() > 10, "few expressions: " + expressions);
        Set<String> names = new TreeSet<>();
        expressions.forEach(expression -> names.addAll(MetricNames.of(expression)));
        names.removeAll(scrape.series());
        names.removeAll(OF_PROMETHEUS);
        return names;
    }

    /** By name, type and labels as {@code docs/reference/metrics.md} lists them. */
    private static Map<String, String> described() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (MatchResult row : METRIC_ROW
                .matcher(read("docs", "reference", "metrics.md"))
                .results()
                .toList()) {
            rows.put(
                    row.group(1),
                    row.group(2) + " " + row.group(3).replace("`", "").strip());
        }
        return rows;
    }

    /** One to read in a failure's message. */
    private static String lines(Map<String, String> rows) {
        return rows.entrySet().stream()
                .map(row -> row.getKey() + " " + row.getValue())
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, String> shown(Scrape scrape) {
        Map<String, String> rows = new TreeMap<>();
        scrape.types().forEach((name, type) -> {
            if (name.matches("(claude|hookline|redis)_.*")) {
                Set<String> labels = new TreeSet<>(labels(scrape, name));
                labels.remove("le");
                rows.put(name, type + " " + labels.stream().collect(Collectors.joining(", ")));
            }
        });
        return rows;
    }

    private static Set<String> labels(Scrape scrape, String name) {
        Set<String> labels = new TreeSet<>();
        for (String series : new ArrayList<>(List.of(name, name + "_bucket"))) {
            labels.addAll(scrape.labels().getOrDefault(series, Set.of()));
        }
        return labels;
    }
}
