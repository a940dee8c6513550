package hookline.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The results as Markdown, by themselves or between two markers of a page that says what they mean. */
public final class ResultsTable {
    private static final String BEGIN = "<!-- benchmarks: begin -->\n";
    private static final String END = "<!-- benchmarks: end -->";
    private static final String HEAD = """
            | scenario | measured | reference | ratio (lowest to highest) | target | met |
            |---|---|---|---|---|---|
            """;

    private ResultsTable() {}

    static String of(List<Row> rows, String machine) {
        StringBuilder table = new StringBuilder(HEAD);
        rows.forEach(row -> table.append(row.line()).append('\n'));
        return table.append('\n').append(machine).append(".\n").toString();
    }

    /**
     * Fails where a table could not be put, before anybody has waited for one.
     *
     * @throws IOException where the page is missing or lacks a marker
     */
    public static void requirePlace(Path page) throws IOException {
        replaced(Files.readString(page), page, "");
    }

    /** Puts the table where the one before was. */
    public static void write(Path page, String table) throws IOException {
        Files.writeString(page, replaced(Files.readString(page), page, table));
    }

    private static String replaced(String text, Path page, String table) throws IOException {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END, Math.max(0, begin));
        if (begin < 0 || end < 0) {
            throw new IOException(
                    page + " has no place for the table: it needs the lines '" + BEGIN.strip() + "' and '" + END + "'");
        }
        return text.substring(0, begin + BEGIN.length()) + table + text.substring(end);
    }
}
