package hookline.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The results as Markdown, by themselves or between two markers of a page that says what they mean. */
public final class ResultsTable {
    /** The name of a page's first or only table. */
    static final String BENCHMARKS = "benchmarks";

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
        requirePlace(page, BENCHMARKS);
    }

    /** The same for the table of a name. */
    static void requirePlace(Path page, String name) throws IOException {
        replaced(page, name, "");
    }

    /** Puts the table where the one before was. */
    public static void write(Path page, String table) throws IOException {
        write(page, BENCHMARKS, table);
    }

    /** Puts the table where the one before of this name was. */
    static void write(Path page, String name, String table) throws IOException {
        Files.writeString(page, replaced(page, name, table));
    }

    private static String replaced(Path page, String name, String table) throws IOException {
        String text = Files.readString(page);
        String first = "<!-- " + name + ": begin -->\n";
        String last = "<!-- " + name + ": end -->";
        int begin = text.indexOf(first);
        int end = text.indexOf(last, Math.max(0, begin));
        if (begin < 0 || end < 0) {
            throw new IOException(page + " has no place for the table: it needs the lines '" + first.strip() + "' and '"
                    + last + "'");
        }
        return text.substring(0, begin + first.length()) + table + text.substring(end);
    }
}
