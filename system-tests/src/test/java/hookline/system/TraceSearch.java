package hookline.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Looks for planted secrets in whatever a run left behind, and says which kind was found where. */
final class TraceSearch {
    private final Map<String, String> kinds = new HashMap<>();
    private final TreeSet<String> found = new TreeSet<>();
    private long characters;

    void add(PlantedSecret secret) {
        secret.traces().forEach(trace -> kinds.put(trace, secret.kind()));
    }

    void text(String place, String text) {
        characters += text.length();
        for (int i = 0; i + PlantedSecret.PIECE <= text.length(); i++) {
            String kind = kinds.get(text.substring(i, i + PlantedSecret.PIECE));
            if (kind != null) {
                found.add(kind + " in " + place);
            }
        }
    }

    void files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile).forEach(files::add);
        }
        for (Path file : files) {
            text(folder.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
        }
    }

    /** Kinds and places; empty where nothing leaked. */
    Set<String> found() {
        return found;
    }

    /** How much was looked at. */
    long characters() {
        return characters;
    }
}
