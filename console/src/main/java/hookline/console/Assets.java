package hookline.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The files of the page: exactly those that are listed here, and nothing else of the class path. */
final class Assets {
    private static final String OWN = "/hookline/console/web/";
    private static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";

    private static final Map<String, Asset> FILES = Map.ofEntries(
            Map.entry("/", new Asset(OWN + "index.html", "text/html; charset=utf-8")),
            Map.entry("/login", new Asset(OWN + "login.html", "text/html; charset=utf-8")),
            Map.entry("/console.css", new Asset(OWN + "console.css", STYLE)),
            Map.entry("/icon.svg", new Asset(OWN + "icon.svg", "image/svg+xml")),
            Map.entry("/main.js", new Asset(OWN + "main.js", SCRIPT)),
            Map.entry("/live.js", new Asset(OWN + "live.js", SCRIPT)),
            Map.entry("/calls.js", new Asset(OWN + "calls.js", SCRIPT)),
            Map.entry("/lanes.js", new Asset(OWN + "lanes.js", SCRIPT)),
            Map.entry("/sessions.js", new Asset(OWN + "sessions.js", SCRIPT)),
            Map.entry("/session.js", new Asset(OWN + "session.js", SCRIPT)),
            Map.entry("/events.js", new Asset(OWN + "events.js", SCRIPT)),
            Map.entry("/pipeline.js", new Asset(OWN + "pipeline.js", SCRIPT)),
            Map.entry("/words.js", new Asset(OWN + "words.js", SCRIPT)),
            Map.entry("/charts.js", new Asset(CHARTS + "uPlot.iife.min.js", SCRIPT)),
            Map.entry("/charts.css", new Asset(CHARTS + "uPlot.min.css", STYLE)));

    private Assets() {}

    /** A file of the class path, and what it is. */
    record Asset(String resource, String type) {
        String text() {
            try (InputStream in = Assets.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalStateException(resource + " is not in this build");
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(resource + " cannot be read", e);
            }
        }
    }

    static Optional<Asset> at(String path) {
        return Optional.ofNullable(FILES.get(path));
    }
}
