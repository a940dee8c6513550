package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IngestSettingsTest {
    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>(
            Map.of("REDIS_HOST", "redis", "HOOKLINE_SEALING_PUBLIC_KEY", "keyset", "HOOKLINE_AGENT_TOKEN", "tokens"));

    private List<String> problems() {
        return Problems.of(Environment.of(environment), AgentSettings::from);
    }

    private IngestSettings ingest() {
        return AgentSettings.from(Environment.of(environment)).ingest();
    }

    private Path file(String name, String mode) throws IOException {
        return PrivateFiles.write(folder.resolve(name), "content", mode);
    }

    private void setFiles() throws IOException {
        environment.put(
                "HOOKLINE_AGENT_TLS_CERT", file("certificate", "rw-r--r--").toString());
        environment.put("HOOKLINE_AGENT_TLS_KEY", file("key", "rw-------").toString());
    }

    @Test
    void mapsEverySetting() throws IOException {
        setFiles();
        ServerTlsSettings tls = ingest().tls().orElseThrow();
        assertEquals(folder.resolve("certificate"), tls.certificate());
        assertEquals(
                "HOOKLINE_AGENT_TLS_KEY=" + folder.resolve("key"), tls.key().origin());
        assertEquals("tokens", ingest().tokens().orElseThrow().read().reveal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "2001:db8::1", "agent.example", "[::]", "localhost.example"})
    void doesNotListenBeyondLoopbackWithoutATokenAndTls(String address) {
        environment.put("HOOKLINE_BIND_ADDRESS", address);
        environment.remove("HOOKLINE_AGENT_TOKEN");
        List<String> problems = problems();
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).startsWith("HOOKLINE_BIND_ADDRESS is "), problems::toString);
        assertTrue(
                problems.get(0)
                        .contains("set HOOKLINE_AGENT_TOKEN_FILE, HOOKLINE_AGENT_TLS_CERT, HOOKLINE_AGENT_TLS_KEY too"),
                problems::toString);
    }

    @ParameterizedTest
    @CsvSource({"HOOKLINE_AGENT_TOKEN, HOOKLINE_AGENT_TOKEN_FILE", "HOOKLINE_AGENT_TLS_CERT, HOOKLINE_AGENT_TLS_CERT"})
    void beyondLoopbackNamesWhatIsMissing(String missing, String named) throws IOException {
        setFiles();
        environment.put("HOOKLINE_BIND_ADDRESS", "0.0.0.0");
        assertEquals(
                Optional.empty(), Optional.of(ingest()).filter(all -> all.tls().isEmpty()));
        environment.remove(missing);
        assertTrue(problems().get(0).contains("; set " + named + " too,"), () -> problems()
                .toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost", "LocalHost"})
    void onLoopbackNeitherIsNeeded(String address) {
        environment.put("HOOKLINE_BIND_ADDRESS", address);
        environment.remove("HOOKLINE_AGENT_TOKEN");
        assertEquals(new IngestSettings(Optional.empty(), 10, Optional.empty()), ingest());
    }

    @Test
    void wantsCertificateAndKeyTogether() throws IOException {
        setFiles();
        environment.remove("HOOKLINE_AGENT_TLS_KEY");
        assertEquals(
                List.of("HOOKLINE_AGENT_TLS_CERT and HOOKLINE_AGENT_TLS_KEY belong together; set both or neither"),
                problems());
    }

    @Test
    void wantsFilesThatExist() {
        environment.put("HOOKLINE_AGENT_TLS_CERT", "/nowhere/certificate");
        environment.put("HOOKLINE_AGENT_TLS_KEY", "/nowhere/key");
        assertEquals(2, problems().size());
    }
}
