package hookline.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a console's stream as a browser does, and keeps what came. */
final class OpenTab implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("\\{\"id\":\"([^\"]+)\"");

    /** Of the events that came, in order. */
    final List<String> ids = new CopyOnWriteArrayList<>();

    /** Every line that came. */
    final List<String> lines = new CopyOnWriteArrayList<>();

    private final InputStream body;
    private final Thread thread;
    private volatile String position = "";

    private OpenTab(InputStream body) {
        this.body = body;
        this.thread = new Thread(this::read, "tab");
        thread.setDaemon(true);
        thread.start();
    }

    /** Opens it with further headers, as names and values by turns. */
    static OpenTab at(String address, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<InputStream> response =
                HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new IOException("The console answers " + response.statusCode());
        }
        return new OpenTab(response.body());
    }

    /** What a browser names when it comes back. */
    String position() {
        return position;
    }

    private void read() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            List<String> message = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                message.add(line);
                if (line.isEmpty()) {
                    take(message);
                    message.clear();
                }
            }
        } catch (IOException e) {
            lines.add("closed");
        }
    }

    /** Only a whole message counts: what was cut off is sent again. */
    private void take(List<String> message) {
        for (String line : message) {
            if (line.startsWith("id: ")) {
                position = line.substring(4);
            }
            if (line.startsWith("data: ")) {
                Matcher matcher = ID.matcher(line);
                while (matcher.find()) {
                    ids.add(matcher.group(1));
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
