package hookline.benchmarks.texts;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The places that tokens are found in; in each pattern, {@code §} is where the value stands. */
@SuppressWarnings("ImmutableEnumChecker") // Its fields are lambdas that capture nothing.
enum Context {
    JSON_VALUE(
            "JSON value",
            Encoding.JSON,
            name -> List.of(
                    "{\"region\": \"eu\", \"" + name.camel() + "\": \"§\"}",
                    "{\"" + name.snake() + "\":\"§\",\"retries\":3}",
                    "{\"env\":{\"" + name.screaming() + "\":\"§\"}}")),
    JSON_IN_STRING(
            "JSON in a string",
            Encoding.JSON_IN_JSON,
            name -> List.of(
                    "{\"stdout\":\"{\\\"" + name.camel() + "\\\":\\\"§\\\"}\\n\"}",
                    "{\"body\":\"{\\\"id\\\": 7, \\\"" + name.snake() + "\\\": \\\"§\\\"}\"}")),
    SHELL(
            "shell assignment",
            Encoding.NONE,
            name -> List.of(name.screaming() + "=§ ./deploy.sh prod", name.screaming() + "='§' npm run release")),
    EXPORT(
            "export",
            Encoding.NONE,
            name -> List.of(
                    "export " + name.screaming() + "=§", "export " + name.screaming() + "='§'\nexport PORT=8080")),
    FLAG(
            "flag",
            Encoding.NONE,
            name -> List.of(
                    "./deploy --" + name.kebab() + " § --region eu",
                    "./deploy --" + name.kebab() + "='§'",
                    "./deploy --" + name.kebab() + "=§ --dry-run")),
    HEADER(
            "header",
            Encoding.NONE,
            name -> List.of(name.header() + ": §", "curl -s -H '" + name.header() + ": §' https://api.internal/v1/me")),
    URL(
            "URL",
            Encoding.PERCENT,
            name -> List.of(
                    "https://api.internal/v1/items?" + name.snake() + "=§&page=2",
                    "GET /hook?" + name.camel() + "=§ HTTP/1.1")),
    YAML(
            "YAML",
            Encoding.NONE,
            name -> List.of(
                    "service:\n  " + name.snake() + ": §\n  replicas: 2", name.camel() + ": \"§\"\nregion: eu")),
    ENV(
            ".env",
            Encoding.NONE,
            name -> List.of("PORT=8080\n" + name.screaming() + "=§\nLOG_LEVEL=info", name.screaming() + "=\"§\"\n")),
    SOURCE(
            "source literal",
            Encoding.JSON,
            name -> List.of(
                    "const " + name.camel() + " = \"§\";",
                    name.snake() + " = '§'",
                    "private static final String " + name.screaming() + " = \"§\";",
                    "client = Client(" + name.snake() + "=\"§\", timeout=3)")),
    LOG(
            "log line",
            Encoding.NONE,
            name -> List.of(
                    "2026-11-22T10:30:22Z INFO ready, " + name.snake() + "=§",
                    "[worker-3] DEBUG using " + name.screaming() + ": §")),
    BASE64(
            "base64",
            Encoding.NONE,
            name -> List.of(name.screaming() + "=§\n", "{\"" + name.camel() + "\":\"§\",\"region\":\"eu\"}"));

    /** Characters that a shell leaves alone. */
    private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9_./:=+~@%-]*");

    private final String text;
    private final Encoding encoding;
    private final Function<VariableName, List<String>> patterns;

    Context(String text, Encoding encoding, Function<VariableName, List<String>> patterns) {
        this.text = text;
        this.encoding = encoding;
        this.patterns = patterns;
    }

    /** How a report names it. */
    String text() {
        return text;
    }

    /** Puts what was drawn into the place; what is secret of it is the secret of the text. */
    Drawn around(Drawn value, VariableName name, Random random) {
        List<String> choices = patterns.apply(name);
        String pattern = choices.get(random.nextInt(choices.size()));
        String whole = value.before() + value.secret() + value.after();
        if (isShell() && !NEEDS_NO_QUOTES.matcher(whole).matches() && !pattern.contains("'")) {
            pattern = pattern.replace("§", "'§'");
        }
        int spot = pattern.indexOf('§');
        Drawn placed = new Drawn(
                pattern.substring(0, spot) + encoding.encode(value.before()),
                encoding.encode(value.secret()),
                encoding.encode(value.after()) + pattern.substring(spot + 1));
        return this == BASE64 ? encoded(placed) : placed;
    }

    private boolean isShell() {
        return this == SHELL || this == EXPORT || this == FLAG;
    }

    /** Then a part of it cannot be told from the rest, and all of it is secret. */
    private static Drawn encoded(Drawn placed) {
        String whole = placed.before() + placed.secret() + placed.after();
        String padded = Base64.getEncoder().encodeToString(whole.getBytes(StandardCharsets.UTF_8));
        int end = padded.indexOf('=') < 0 ? padded.length() : padded.indexOf('=');
        return new Drawn("payload: ", padded.substring(0, end), padded.substring(end) + "\n");
    }
}
