package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationReferenceTest {
    private static final String PAGE = "docs/reference/configuration.md";

    @TempDir
    Path folder;

    @Test
    void isWhatTheCommittedPageSays() throws IOException {
        Path checkout = Path.of(System.getProperty("hookline.checkout", ".."));

        assertEquals(
                Files.readString(checkout.resolve(PAGE)),
                ConfigurationReference.markdown(),
                "write it anew: java -cp settings/target/classes hookline.settings.ConfigurationReference " + PAGE);
    }

    @Test
    void namesEveryVariable() {
        for (Setting<?> setting : Catalogue.SETTINGS) {
            assertTrue(ConfigurationReference.markdown().contains("| `" + setting.name() + '`'), setting.name());
        }
    }

    @Test
    void writesThePage() throws IOException {
        Path page = folder.resolve("configuration.md");

        ConfigurationReference.main(new String[] {page.toString()});

        assertEquals(ConfigurationReference.markdown(), Files.readString(page));
    }
}
