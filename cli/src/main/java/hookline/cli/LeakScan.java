package hookline.cli;

import hookline.streams.Contents;
import hookline.streams.RedisLink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Looks for planted secrets, whole, in pieces or encoded, wherever an event passed, and counts them by place. */
final class LeakScan {
    private final List<List<String>> traces;
    private final Map<String, Integer> found = new TreeMap<>();

    LeakScan(List<String> secrets) {
        traces = secrets.stream().map(PlantedSecrets::traces).toList();
    }

    void text(String place, String text) {
        for (List<String> secret : traces) {
            if (secret.stream().anyMatch(text::contains)) {
                found.merge(place, 1, Integer::sum);
            }
        }
    }

    void file(String place, Path file) throws IOException {
        text(place, Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    void files(String place, Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile).forEach(files::add);
        }
        for (Path file : files) {
            file(place, file);
        }
    }

    void redis(RedisLink link) {
        Contents.forEach(
                link, (key, value) -> text("Redis", key + "\n" + new String(value, StandardCharsets.ISO_8859_1)));
    }

    /** How often a secret was found, by place; empty where nothing leaked. */
    Map<String, Integer> found() {
        return found;
    }
}
