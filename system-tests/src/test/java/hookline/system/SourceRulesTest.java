package hookline.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SourceRulesTest {
    private static final Path CHECKOUT = Path.of(System.getProperty("hookline.checkout"));
    private static final int MAX_LINES = 400;

    private static List<Path> files(String... suffixes) throws IOException {
        try (Stream<Path> all = Files.walk(CHECKOUT)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> Stream.of(suffixes).anyMatch(file.toString()::endsWith))
                    .filter(file -> Stream.of("target", ".git")
                            .noneMatch(folder ->
                                    CHECKOUT.relativize(file).toString().contains(folder + "/")))
                    .collect(Collectors.toList());
        }
    }

    @Test
    void noFileIsTooLongToRead() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : files(".java", ".sh", ".lua")) {
            long lines = Files.readAllLines(file).size();
            if (lines > MAX_LINES) {
                tooLong.add(CHECKOUT.relativize(file) + ": " + lines);
            }
        }
        assertEquals(List.of(), tooLong);
    }

    @Test
    void theArchitectureNamesOnlyWhatExists() throws IOException {
        Set<String> classes = files(".java").stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        String text = Files.readString(CHECKOUT.resolve("ARCHITECTURE.md"));
        List<String> unknown = new ArrayList<>();
        Matcher names = Pattern.compile("`([A-Z][a-z]+(?:[A-Z][a-zA-Z]*)+)`").matcher(text);
        boolean any = false;
        while (names.find()) {
            any = true;
            if (!classes.contains(names.group(1))
                    && !Set.of("RawHook", "HookCapture", "DeadLetter").contains(names.group(1))) {
                unknown.add(names.group(1));
            }
        }
        assertEquals(List.of(), unknown);
        assertFalse(!any, "the architecture names no class at all");
        assertFalse(text.split("\\s+").length > 700, "the architecture has more than 700 words");
    }

    @Test
    void everyTestThatADocumentNamesExists() throws IOException {
        Set<String> classes = files(".java").stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        List<String> unknown = new ArrayList<>();
        for (Path file : files(".md")) {
            Matcher names = Pattern.compile("`([A-Z][A-Za-z]+Test)`").matcher(Files.readString(file));
            while (names.find()) {
                if (!classes.contains(names.group(1))) {
                    unknown.add(CHECKOUT.relativize(file) + ": " + names.group(1));
                }
            }
        }
        assertEquals(List.of(), unknown);
    }

    @Test
    void linksBetweenDocumentsLeadSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path file : files(".md")) {
            Matcher links = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)").matcher(Files.readString(file));
            while (links.find()) {
                if (!Files.exists(file.resolveSibling(links.group(1)))) {
                    broken.add(CHECKOUT.relativize(file) + " -> " + links.group(1));
                }
            }
        }
        assertEquals(List.of(), broken);
    }
}
