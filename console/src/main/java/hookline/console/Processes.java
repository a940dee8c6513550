package hookline.console;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks the other processes for their meters: each at most a second, and at most 4 MiB; one that does not answer is said
 * to be away. For one thread.
 */
final class Processes {
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final int MOST_BYTES = 4 << 20;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(LIMIT)
            .followRedirects(Redirect.NEVER)
            .build();
    private final List<URI> addresses;

    Processes(List<URI> addresses) {
        this.addresses = List.copyOf(addresses);
    }

    /**
     * What one process answered.
     *
     * @param problem empty where it answered
     */
    record Answer(URI address, Exposition meters, String problem) {}

    List<Answer> ask() {
        List<Answer> answers = new ArrayList<>();
        for (URI address : addresses) {
            answers.add(ask(address));
        }
        return answers;
    }

    private Answer ask(URI address) {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(LIMIT).build();
        try {
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    return new Answer(address, Exposition.EMPTY, "answers " + response.statusCode());
                }
                String text = new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
                return new Answer(address, Exposition.parse(text), "");
            }
        } catch (IOException e) {
            return new Answer(address, Exposition.EMPTY, "does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(address, Exposition.EMPTY, "was not waited for");
        }
    }
}
