package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
    @TempDir
    Path temporary;

    private Path home;
    private Path file;

    @BeforeEach
    void nameFile() throws IOException {
        home = temporary.toRealPath();
        file = home.resolve(".claude").resolve("redis_config.env");
    }

    @Test
    void winsOverTheFile() throws IOException {
        write("REDIS_HOST=of-file\nREDIS_PORT=7000\n");

        RedisSettings redis = RedisSettings.from(load(Map.of("REDIS_HOST", "of-environment")));

        assertEquals(List.of(new HostAndPort("of-environment", 7000)), redis.nodes());
    }

    @Test
    void countsAnEmptyValueAsNotSet() throws IOException {
        write("REDIS_HOST=of-file\nHOOKLINE_MAX_PAYLOAD_SIZE=\n");

        Environment environment = load(Map.of("REDIS_HOST", ""));

        assertEquals("of-file", RedisSettings.from(environment).nodes().get(0).host());
        assertEquals(1048576, HomeSettings.from(environment).maxPayloadSize());
    }

    @Test
    void takesABareNameOnlyWhereTheFullOneIsSetNowhere() throws IOException {
        assertEquals(2048, maxPayloadSize(Map.of("MAX_PAYLOAD_SIZE", "2048")));

        write("MAX_PAYLOAD_SIZE=4096\n");
        assertEquals(4096, maxPayloadSize(Map.of()));
        assertEquals(2048, maxPayloadSize(Map.of("MAX_PAYLOAD_SIZE", "2048")));

        write("HOOKLINE_MAX_PAYLOAD_SIZE=8192\n");
        assertEquals(8192, maxPayloadSize(Map.of("MAX_PAYLOAD_SIZE", "2048")));
    }

    @Test
    void namesTheBareNameInItsComplaint() {
        assertEquals(
                "MAX_PAYLOAD_SIZE (environment) is \"1\"; accepted: number of bytes from 1024 to 67108864",
                Problems.single(Environment.of(Map.of("MAX_PAYLOAD_SIZE", "1")), HomeSettings::from));
    }

    @Test
    void suggestsTheNearestNameForAnUnknownOne() throws IOException {
        write("HOOKLINE_HOEM=/a\n");

        List<String> problems =
                Problems.of(load(Map.of("HOOKLINE_SEALING_PUBLIC_KEY_FIEL", "sesame")), HomeSettings::from);

        assertEquals(
                List.of(
                        "HOOKLINE_SEALING_PUBLIC_KEY_FIEL (environment) is not a setting;"
                                + " did you mean HOOKLINE_SEALING_PUBLIC_KEY_FILE?",
                        "HOOKLINE_HOEM (" + file + ") is not a setting; did you mean HOOKLINE_HOME?"),
                problems);
    }

    @Test
    void leavesTheNamesOfOtherToolsAlone() throws IOException {
        write("REDIS_URL=redis://localhost\nEDITOR=vi\nMY_HOOKLINE_THING=1\n");

        assertEquals(1048576, maxPayloadSize(Map.of("PATH", "/bin", "REDIS_MODE", "x", "HOOKLINE", "1")));
    }

    @Test
    void tellsAllProblemsTogetherWithSecretsMasked() throws IOException {
        PrivateFiles.write(file, "REDIS_PASSWORD=sesame\nnonsense\n", "rw-r--r--");

        List<String> problems = Problems.of(
                load(Map.of("HOOKLINE_BATCH_SIZE", "0", "HOOKLINE_LOG_LEVEL", "loud", "HOOKLINE_X", "sesame")),
                AgentSettings::from);

        assertEquals(7, problems.size(), problems::toString);
        for (String name : List.of(
                "line 2", "chmod 600", "HOOKLINE_X", "REDIS_HOST", "BATCH_SIZE", "SEALING_PUBLIC_KEY", "LOG_LEVEL")) {
            assertTrue(problems.stream().anyMatch(problem -> problem.contains(name)), name + " in " + problems);
        }
        assertFalse(problems.toString().contains("sesame"));
    }

    @Test
    void joinsTheProblemsInTheMessage() {
        InvalidSettingsException refusal = new InvalidSettingsException(List.of("one", "two"));

        assertEquals("one" + System.lineSeparator() + "two", refusal.getMessage());
    }

    @Test
    void masksThePasswordOfAUrlAndControlCharacters() {
        String problem = Problems.single(
                Environment.of(Map.of("REDIS_HOST", "redis://me:sesame@redis\u001b[31m")), RedisSettings::from);

        assertTrue(problem.contains("\"***@redis?[31m\""), problem);
    }

    @Test
    void expandsTheUsersHomeInPaths() throws IOException {
        write("HOOKLINE_HOME=~/events\n");

        assertEquals(home.resolve("events"), HomeSettings.from(load(Map.of())).home());
    }

    @Test
    void refusesTheSameSecretTwiceInOnePlace() throws IOException {
        write("REDIS_PASSWORD_FILE=/a\nREDIS_PASSWORD_COMMAND=b\n");

        assertEquals(
                List.of(
                        "REDIS_PASSWORD and REDIS_PASSWORD_FILE (environment) are both set; keep one",
                        "REDIS_PASSWORD_FILE and REDIS_PASSWORD_COMMAND (" + file + ") are both set; keep one"),
                Problems.of(
                        load(Map.of("REDIS_HOST", "a", "REDIS_PASSWORD", "sesame", "REDIS_PASSWORD_FILE", "/a")),
                        RedisSettings::from));
    }

    @Test
    void letsAnyFormOfASecretWinOverEveryFormInTheFile() throws IOException {
        write("REDIS_HOST=a\nREDIS_PASSWORD=sesame\n");

        SecretSource password = RedisSettings.from(load(Map.of("REDIS_PASSWORD_FILE", "~/redis")))
                .password()
                .orElseThrow();

        assertEquals("REDIS_PASSWORD_FILE=" + home.resolve("redis"), password.origin());
    }

    @Test
    void makesASourceOfEveryFormOfASecret() {
        assertEquals(
                "REDIS_PASSWORD (environment)",
                password("REDIS_PASSWORD", "sesame").origin());
        assertEquals("sesame", password("REDIS_PASSWORD", "sesame").read().reveal());
        assertEquals(
                "open sesame",
                password("REDIS_PASSWORD_COMMAND", "echo 'open sesame'").read().reveal());
        assertEquals(
                "REDIS_PASSWORD_COMMAND",
                password("REDIS_PASSWORD_COMMAND", "vault get").origin());
    }

    @Test
    void refusesACommandWithAnOpenQuoteWithoutQuotingIt() {
        String problem = Problems.single(
                Environment.of(Map.of("REDIS_HOST", "a", "REDIS_PASSWORD_COMMAND", "echo 'sesame")),
                RedisSettings::from);

        assertTrue(problem.startsWith("REDIS_PASSWORD_COMMAND (environment) is not a command"), problem);
        assertFalse(problem.contains("sesame"), problem);
    }

    @Test
    void neverShowsAValueWhenPrinted() {
        Environment environment = Environment.of(Map.of("REDIS_HOST", "a", "REDIS_PASSWORD", "sesame"));

        assertFalse(RedisSettings.from(environment).toString().contains("sesame"));
        assertFalse(environment.given(RedisVariables.PASSWORD).toString().contains("sesame"));
        assertFalse(
                new Layer("x", Map.of("REDIS_PASSWORD", "sesame")).toString().contains("sesame"));
    }

    private static SecretSource password(String name, String value) {
        return RedisSettings.from(Environment.of(Map.of("REDIS_HOST", "a", name, value)))
                .password()
                .orElseThrow();
    }

    private int maxPayloadSize(Map<String, String> env) {
        return HomeSettings.from(load(env)).maxPayloadSize();
    }

    private Environment load(Map<String, String> env) {
        return Environment.load(env, home);
    }

    private void write(String content) throws IOException {
        PrivateFiles.write(file, content, "rw-------");
    }
}
