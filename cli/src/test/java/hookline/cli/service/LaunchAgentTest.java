package hookline.cli.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class LaunchAgentTest {
    private static final ServiceDefinition NASTY = new ServiceDefinition(
            Path.of("/a <b> & \"c\"/hookline"), "up", Path.of("/home <&>"), Path.of("/jdk"), Optional.empty());

    @TempDir
    Path folder;

    private LaunchAgent agent(String script) throws IOException {
        Path launchctl = Files.writeString(
                folder.resolve("launchctl"), "#!/bin/sh\necho \"$1\" >>'" + folder.resolve("calls") + "'\n" + script);
        Files.setPosixFilePermissions(launchctl, PosixFilePermissions.fromString("rwx------"));
        return new LaunchAgent(Map.of("PATH", folder.toString()), folder);
    }

    @Test
    void theDefinitionIsXmlWhateverThePathsAre() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        NodeList strings = factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(LaunchAgent.plist(NASTY))))
                .getElementsByTagName("string");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < strings.getLength(); i++) {
            texts.add(strings.item(i).getTextContent());
        }
        assertEquals(List.of("hookline", "/bin/sh", "/a <b> & \"c\"/hookline", "up"), texts.subList(0, 4));
        assertTrue(texts.containsAll(List.of("/home <&>", "/jdk", "/home <&>/service.log")), texts.toString());
    }

    @Test
    void isLoadedAndUnloaded() throws IOException {
        LaunchAgent agent = agent("");
        assertTrue(agent.install(NASTY).get(0).contains("`hookline up` now"));
        assertEquals("loaded", agent.state());
        assertEquals(1, agent.uninstall().size());
        assertFalse(Files.exists(agent.file()));
        assertEquals(List.of("bootout", "bootstrap", "print", "bootout"), Files.readAllLines(folder.resolve("calls")));
    }

    @Test
    void withoutAnAnswerTheCommandIsSaid() throws IOException {
        LaunchAgent agent = agent("exit 5");
        assertTrue(String.join("\n", agent.install(NASTY)).contains("launchctl bootstrap gui/"));
        assertTrue(Files.exists(agent.file()));
    }
}
