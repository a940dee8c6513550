package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of anything is read, or its mistakes are named; what was interesting once is tried again. */
class SettingsFileFuzzTest {
    private static final Path FILE = temporary();

    @FuzzTest
    void isReadOrItsMistakesAreNamed(FuzzedDataProvider data) throws IOException {
        Files.write(FILE, data.consumeRemainingAsBytes());
        for (String problem : SettingsFile.read(FILE).problems()) {
            assertTrue(problem.startsWith(FILE.toString()), problem);
        }
    }

    private static Path temporary() {
        try {
            Path file = Files.createTempFile("settings-", ".env");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
