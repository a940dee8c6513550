package hookline.benchmarks.texts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.processor.redact.SecretRedaction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GeneratedTextsTest {
    private static List<LabelledText> tokens() throws IOException {
        List<LabelledText> texts = new ArrayList<>();
        GeneratedTexts.tokens(2, texts::add);
        return texts;
    }

    /** The redaction's rules are read here and nowhere else in this module, and of them only what they are called. */
    private static Set<String> rules() throws IOException {
        try (InputStream rules = SecretRedaction.class.getResourceAsStream("tokens.tsv")) {
            return new String(rules.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> line.substring(0, line.indexOf('\t')))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void everyRuleForAProvidersTokensIsMeasured() throws IOException {
        Set<String> forgotten = rules();
        forgotten.removeAll(GeneratedTexts.ids());
        assertEquals(Set.of(), forgotten, "rules without a description in tokens-as-described.tsv");
    }

    @Test
    void everyDescribedProviderHasARule() throws IOException {
        Set<String> described = tokens().stream()
                .map(text -> text.group().substring(0, text.group().indexOf(' ')))
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(described.size() >= 150, "at least 150 providers");
        described.removeAll(rules());
        assertEquals(Set.of(), described, "descriptions without a rule in tokens.tsv");
    }

    @Test
    void everyTokenIsInEveryContextAndItsSecretInItsText() throws IOException {
        List<LabelledText> texts = tokens();
        assertEquals(12, Context.values().length);
        assertEquals(0, texts.size() % (2 * Context.values().length));
        for (LabelledText text : texts) {
            assertTrue(text.secret());
            assertTrue(text.text().contains(text.part().orElseThrow()), text.id());
            assertTrue(text.part().orElseThrow().length() >= 8, text.id());
            assertFalse(text.text().contains("§"), text.id());
        }
    }

    @Test
    void oneOfTwoTokensThatAreKnownByThemselvesHasNoNameNearIt() throws IOException {
        List<LabelledText> github = tokens().stream()
                .filter(text -> text.group().startsWith("github (personal access token), .env"))
                .toList();
        assertTrue(
                github.get(0).text().contains("GITHUB") || github.get(0).text().contains("GH_"));
        assertFalse(github.get(1).text().contains("GITHUB"), "the second one says nothing");
    }

    @Test
    void textsAreTheSameEachTimeAndDifferFromEachOther() throws IOException {
        List<LabelledText> texts = tokens();
        assertEquals(texts, tokens());
        assertEquals(texts.size(), new HashSet<>(texts).size());
    }

    @Test
    void otherTextsHaveSecretsAndLookalikes() throws IOException {
        List<LabelledText> texts = new ArrayList<>();
        GeneratedTexts.others(3, texts::add);
        assertTrue(texts.stream().anyMatch(text -> !text.secret()));
        for (LabelledText text : texts) {
            assertEquals(text.secret(), text.part().isPresent(), text.id());
            assertFalse(text.text().contains("«") || text.text().contains("»"), text.id());
        }
    }
}
