package hookline.benchmarks.texts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelledFileTest {
    private static final String LINES = """
            {"rule":"r","text":"key=abcd","label":"secret","secret":"abcd","extra":[1,{"a":2}]}
            {"text":"no key","label":"clean"}
            """;

    @TempDir
    Path folder;

    @Test
    void plainAndCompressedFilesOfAFolderAreReadByName() throws IOException {
        Files.writeString(folder.resolve("b.jsonl"), LINES);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("a.jsonl.gz")))) {
            out.write(LINES.getBytes(StandardCharsets.UTF_8));
        }
        Files.writeString(folder.resolve("c.txt"), "something else");
        List<Path> files = LabelledFile.in(folder);
        assertEquals(List.of(folder.resolve("a.jsonl.gz"), folder.resolve("b.jsonl")), files);
        assertEquals(
                List.of(
                        new LabelledText("a.jsonl.gz:1", "r", true, "key=abcd", Optional.of("abcd")),
                        new LabelledText("a.jsonl.gz:2", "", false, "no key", Optional.empty())),
                LabelledFile.read(files.get(0)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":\"hidden\",\"label\":\"maybe\"}",
                "{\"label\":\"secret\"}",
                "{\"text\":\"hidden",
                "[\"hidden\"]",
                "{\"text\":\"hidden\",\"label\":\"secret\",\"secret\":\"another\"}"
            })
    void aLineThatCannotBeUsedIsToldByItsNumberAndNotByItsText(String line) throws IOException {
        Path file = Files.writeString(folder.resolve("x.jsonl"), LINES + line + "\n");
        IOException refused = assertThrows(IOException.class, () -> LabelledFile.read(file));
        assertEquals(0, refused.getMessage().indexOf("x.jsonl:3 "), refused.getMessage());
        assertFalse(refused.getMessage().contains("hidden"), refused.getMessage());
    }
}
