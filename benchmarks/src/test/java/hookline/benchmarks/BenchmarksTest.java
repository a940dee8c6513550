package hookline.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchmarksTest {
    private final StringWriter errors = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new Benchmarks())
                .setErr(new PrintWriter(errors))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    errors.write(failure.getMessage());
                    return 1;
                })
                .execute(arguments);
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        assertEquals(2, run("hook-calls"));
        assertTrue(
                errors.toString().contains("'hook-calls' is none of delivery, hook-call, post-hook"),
                errors.toString());
    }

    @Test
    void aPartNeverReplacesTheWholeTable(@TempDir Path folder) {
        assertEquals(2, run("drain", "--write", folder.resolve("page.md").toString()));
    }

    @Test
    void deliveryHasATableOfItsOwn(@TempDir Path folder) throws IOException {
        Path page = Files.writeString(
                folder.resolve("page.md"), "<!-- benchmarks: begin -->\nold\n<!-- benchmarks: end -->\n");
        assertEquals(1, run("delivery", "--write", page.toString()));
        assertTrue(errors.toString().contains("'<!-- delivery: begin -->'"), errors.toString());
    }

    @Test
    void tooFewEventsForTenthsAreRefused() {
        assertEquals(2, run("--events", "9"));
    }

    @Test
    void noRunAtAllIsRefused() {
        assertEquals(2, run("--runs", "0"));
    }

    @Test
    void aPageWithoutPlaceForTheTableIsRefusedBeforeAnythingIsMeasured(@TempDir Path folder) throws IOException {
        Path page = Files.writeString(folder.resolve("page.md"), "# A page\n");
        assertEquals(1, run("--write", page.toString()));
        assertTrue(errors.toString().contains("has no place for the table"), errors.toString());
    }
}
