package hookline.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hookline.agent.OldestFirst.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldestFirstTest {
    @TempDir
    Path folder;

    private void file(String name, long modifiedMillis) throws IOException {
        Path file = Files.writeString(folder.resolve(name), name);
        Files.setLastModifiedTime(file, FileTime.fromMillis(modifiedMillis));
    }

    private List<String> oldest(int limit) throws IOException {
        return OldestFirst.list(folder, name -> !name.startsWith("."), limit).stream()
                .map(Waiting::name)
                .toList();
    }

    @Test
    void ordersByTimeAndThenByName() throws IOException {
        file("c", 1_000);
        file("a", 3_000);
        file("d", 2_000);
        file("b", 2_000);
        file(".unwanted", 1);
        assertEquals(List.of("c", "b", "d", "a"), oldest(10));
    }

    @Test
    void keepsTheOldestOfManyOnly() throws IOException {
        for (int i = 0; i < 100; i++) {
            file("f" + i, 1_000L * (100 - i));
        }
        assertEquals(List.of("f99", "f98", "f97"), oldest(3));
    }
}
