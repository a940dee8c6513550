package hookline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the pages name is there: the files and headings they link to, the commands and options they show. */
class DocumentationTest {
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```");
    private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```|`[^`\\n]+`");
    private static final Pattern CALL = Pattern.compile("(?:^|[\\s$`/(])hookline ((?:[a-z][a-z-]* ?)+)([^`|;&>\\n]*)");
    private static final Pattern OPTION = Pattern.compile("(?:^|[\\s\\[|])(--[a-z][a-z-]*)");
    private static final int LEAST_CALLS = 100;

    /** What a ciphertext is bound to begins like a command. */
    private static final String NO_COMMAND = "payload";

    private static List<Path> pages() throws IOException {
        try (Stream<Path> top = Files.list(CHECKOUT);
                Stream<Path> docs = Files.walk(CHECKOUT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    @Test
    void everyLinkLeadsToAFileAndAHeadingThatAreThere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            Matcher links = LINK.matcher(BLOCK.matcher(Files.readString(page)).replaceAll(""));
            while (links.find()) {
                String link = links.group(1);
                if (!link.contains("://") && !leadsSomewhere(page, link)) {
                    broken.add(CHECKOUT.relativize(page) + ": " + link);
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    private static boolean leadsSomewhere(Path page, String link) throws IOException {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
        return Files.exists(target) && (hash < 0 || anchors(target).contains(link.substring(hash + 1)));
    }

    /** As GitHub makes them of headings. */
    private static Set<String> anchors(Path page) throws IOException {
        return HEADING.matcher(BLOCK.matcher(Files.readString(page)).replaceAll(""))
                .results()
                .map(heading -> heading.group(1)
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @Test
    void everyCommandThatIsShownHasItsOptions() throws IOException {
        List<String> unknown = new ArrayList<>();
        int calls = 0;
        for (Path page : pages()) {
            Matcher code = CODE.matcher(Files.readString(page));
            while (code.find()) {
                Matcher found = CALL.matcher(code.group());
                while (found.find()) {
                    calls++;
                    problem(found.group(1), found.group(2))
                            .ifPresent(what -> unknown.add(CHECKOUT.relativize(page) + ": " + what));
                }
            }
        }
        assertEquals(List.of(), unknown);
        assertTrue(calls > LEAST_CALLS, calls + " commands");
    }

    private static Optional<String> problem(String words, String rest) {
        if (words.startsWith(NO_COMMAND)) {
            return Optional.empty();
        }
        CommandLine command = new CommandLine(new Hookline());
        for (String word : words.strip().split(" ", -1)) {
            CommandLine next = command.getSubcommands().get(word);
            if (next == null && !command.getSubcommands().isEmpty()) {
                return Optional.of("no command '" + words.strip() + "'");
            }
            command = next == null ? command : next;
        }
        CommandLine known = command;
        return OPTION.matcher(rest)
                .results()
                .map(option -> option.group(1))
                .filter(option -> !known.getCommandSpec().optionsMap().containsKey(option))
                .findFirst()
                .map(option -> words.strip() + " has no " + option);
    }
}
