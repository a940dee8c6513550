package hookline.benchmarks.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.benchmarks.texts.LabelledText;
import hookline.processor.redact.SecretRedaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccuracyTest {
    private final SecretRedaction redaction = SecretRedaction.standard();

    @TempDir
    Path folder;

    private static LabelledText text(boolean secret, String text) {
        return new LabelledText("f.jsonl:1", "group", secret, text, Optional.empty());
    }

    @Test
    void aSecretOfWhichAPieceIsLeftIsTouchedAndNotFound() {
        LabelledText text = new LabelledText(
                "f:1",
                "g",
                true,
                "login with password: hunter2secret here",
                Optional.of("with password: hunter2secret"));
        Judgement judgement = Judgement.of(redaction, text);
        assertTrue(judgement.touched());
        assertFalse(judgement.found());
    }

    @Test
    void sharesAreOfTheTextsThatTheyAreAbout() {
        Tally tally = new Tally();
        tally.add(true, true, true);
        tally.add(true, true, false);
        tally.add(true, false, false);
        tally.add(true, true, true);
        tally.add(false, true, true);
        tally.add(false, false, false);
        assertEquals("50.00 % of 4", tally.found());
        assertEquals("50.0 % of 2", tally.clean());
        assertEquals("75.0 %", tally.precision());
        assertTrue(new Goal(50, 50, 75).isMet(tally));
        assertFalse(new Goal(51, 50, 75).isMet(tally));
        assertFalse(new Goal(50, 49, 75).isMet(tally));
        assertFalse(new Goal(50, 50, 76).isMet(tally));
    }

    @Test
    void missesNameWhereAndNeverWhat() throws IOException {
        Misses misses = new Misses();
        LabelledText missed = text(true, "not recognisable");
        LabelledText alarm = text(false, "password: hunter2secret");
        misses.add(missed, Judgement.of(redaction, missed));
        misses.add(alarm, Judgement.of(redaction, alarm));
        misses.count(missed, Judgement.of(redaction, missed));
        Path file = folder.resolve("misses.tsv");
        misses.write(file);
        String written = Files.readString(file);
        assertTrue(written.startsWith("missed\tf.jsonl:1\tgroup\nfalse alarm\tf.jsonl:1\t"), written);
        assertTrue(written.endsWith("missed\tgroup\t1 of 1\n"), written);
        assertFalse(written.contains("recognisable") || written.contains("hunter2"), written);
    }

    @Test
    void redactionsInSourceAreCountedPerMegabyte() throws IOException {
        Files.writeString(
                folder.resolve("A.java"), "class A {}\n".repeat(1000) + "String password = \"hunter2secret\";\n");
        Files.write(folder.resolve("icon.png"), new byte[] {(byte) 0x89, (byte) 0xff, (byte) 0xfe});
        CleanSource source = CleanSource.read(redaction, folder);
        assertEquals(1 / source.megabytes(), source.perMegabyte(), 1e-6);
    }

    @Test
    void aFolderWithoutTextIsNoCleanSource() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThrows(IOException.class, () -> CleanSource.read(redaction, empty));
    }

    @Test
    void whatIsNotMeasuredStandsInTheTableAndMissesTheTarget() {
        AccuracyTable table = new AccuracyTable();
        Tally tally = new Tally();
        tally.add(true, true, true);
        table.add("some texts", tally, new Goal(99, 100, 0));
        assertTrue(table.isMet());
        table.compareNothing("npm is not on the PATH");
        assertFalse(table.isMet());
        List<String> lines = table.markdown("a machine").lines().toList();
        assertTrue(
                lines.contains("| some texts | 100.00 % of 1 |  |  | found: at least 99 % | yes |"), lines.toString());
        assertTrue(lines.contains("| all | others | not measured: npm is not on the PATH |  |  |"), lines.toString());
    }
}
