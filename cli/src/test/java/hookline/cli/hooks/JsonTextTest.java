package hookline.cli.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    private static final int ROUNDS = 300 * Integer.getInteger("hookline.rounds", 1);

    private static JsonNode read(String text) {
        return JsonText.read(text, "it");
    }

    @Test
    void everyPartStandsWhereItSaysItDoes() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            String text = RandomSettings.of(seed);
            assertPlaced(text, read(text));
        }
    }

    private static void assertPlaced(String text, JsonNode node) {
        assertTrue(read(text.substring(node.start(), node.end())).means(node));
        node.elements().forEach(element -> assertPlaced(text, element));
        for (JsonMember member : node.members()) {
            assertEquals('"', text.charAt(member.start()));
            assertTrue(read("{" + text.substring(member.start(), member.end()) + "}")
                    .get(member.name())
                    .orElseThrow()
                    .means(member.value()));
            assertPlaced(text, member.value());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'a':1}",
                "{\"a\":1,}",
                "{\"a\" 1}",
                "// x\n{}",
                "{\"a\":01}",
                "{} {}",
                "{",
                "[1,]",
                "{\"a\":NaN}",
                "\"\n\""
            })
    void whatIsNotJsonIsRefusedByItsPlace(String text) {
        String message =
                assertThrows(SettingsRefusedException.class, () -> read(text)).getMessage();
        assertTrue(message.startsWith("it is not valid JSON (line "), message);
    }

    @Test
    void whatIsNestedWithoutEndIsRefused() {
        String message = assertThrows(SettingsRefusedException.class, () -> read("[".repeat(100_000)))
                .getMessage();
        assertTrue(message.contains("too deeply"), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1,\"b\":[2]} | {  \"b\" : [2.0], \"a\" : 1e0 }",
                "\"\\u0041\" | \"A\"",
                "{\"a\":1,\"a\":2} | {\"a\":2}"
            })
    void neitherLayoutNorOrderOfNamesCounts(String one, String other) {
        assertTrue(read(one).means(read(other)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[1,2] | [2,1]", "{\"a\":1} | {\"a\":1,\"b\":1}", "1 | \"1\"", "null | false", "[] | {}", "1 | 2"})
    void whatDiffersMeansSomethingElse(String one, String other) {
        assertFalse(read(one).means(read(other)));
    }
}
