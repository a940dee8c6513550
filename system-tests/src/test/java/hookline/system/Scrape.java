package hookline.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;

/**
 * What endpoints show in Prometheus's text format.
 *
 * @param types by the name of each metric as its TYPE line has it
 * @param series the names that queries can ask for, with those of a histogram's parts
 * @param labels by series, the names of its labels
 */
record Scrape(Map<String, String> types, Set<String> series, Map<String, Set<String>> labels) {
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)\\})? [-+0-9.eEINnaf]+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\",?");

    static Scrape of(HttpClient client, String... addresses) throws IOException, InterruptedException {
        Scrape all = new Scrape(new TreeMap<>(), new TreeSet<>(), new TreeMap<>());
        for (String address : addresses) {
            all.add(text(client, address));
        }
        return all;
    }

    /** Fails where an endpoint answers anything but 200. */
    static String text(HttpClient client, String address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(10))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        Assertions.assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    private void add(String text) {
        text.lines().filter(line -> !line.startsWith("# HELP ")).forEach(line -> {
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (type.matches()) {
                types.put(type.group(1), type.group(2));
            } else {
                Assertions.assertTrue(sample.matches(), () -> "neither type nor sample: " + line);
                String name = sample.group(1);
                series.add(name);
                Set<String> names = labels.computeIfAbsent(name, unknown -> new TreeSet<>());
                if (sample.group(2) != null) {
                    LABEL.matcher(sample.group(2)).results().forEach(label -> names.add(label.group(1)));
                }
            }
        });
    }
}
