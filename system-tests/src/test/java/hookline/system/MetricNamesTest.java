package hookline.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricNamesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "up{job=\"redis\"} == 0; up",
                "histogram_quantile(0.95, sum by (le) (rate(a_bucket[5m]))) > 1; a_bucket",
                "a - time() < 21 * 86400; a",
                "max(a) > 0 and deriv(b[10m]) > 0; a b",
                "a / (b > 0); a b",
                "sum without(x) (a) or on (y) group_left (z) b offset 5m; a b",
                "rate(a_total{rule=~\"$rule\"}[$__rate_interval]); a_total",
                "1e3 * 0x10; ''",
            })
    void areWhatAnExpressionAsksFor(String expression, String names) {
        assertEquals(names, String.join(" ", MetricNames.of(expression)));
    }

    @Test
    void expressionsAreFoundInBothKindsOfFiles() {
        assertEquals(
                List.of("a{b=\"c\"}"),
                MetricNames.expressionsOfYaml("  - alert: A\n    expr: a{b=\"c\"}\n    for: 1m\n"));
        assertEquals(
                List.of("a{b=\"c\"}"), MetricNames.expressionsOfJson("{\"expr\": \"a{b=\\\"c\\\"}\",\"refId\":\"A\"}"));
        assertEquals(Set.of(), MetricNames.of("\"text\""));
    }
}
