package hookline.cli.hooks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.cli.hooks.HookInstaller.Removed;
import hookline.settings.Endpoint;
import hookline.settings.HookSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookInstallerTest {
    private static final int PORT = 7720;
    private static final int ROUNDS = 100 * Integer.getInteger("hookline.rounds", 1);
    private static final Optional<ClaudeVersion> NEW = Optional.of(new ClaudeVersion(2, 1, 240));

    @TempDir
    Path folder;

    private Path file;
    private HookPlan commands;
    private HookPlan http;

    @BeforeEach
    void plans() {
        file = folder.resolve("settings.json");
        commands = HookPlan.commands(HookEvents.pick(NEW, List.of()), settings(false));
        http = HookPlan.http(HookEvents.pick(NEW, List.of()), settings(false), NEW);
    }

    private HookSettings settings(boolean token) {
        return new HookSettings(folder.resolve("home"), 1048576, false, new Endpoint("127.0.0.1", PORT), token, false);
    }

    private HookInstaller installer() throws IOException {
        return HookInstaller.at(file, PORT, folder);
    }

    private void install(HookPlan plan) throws IOException {
        assertTrue(installer().install(plan, false, false).changed());
    }

    private Removed uninstall() throws IOException {
        return installer().uninstall().removed();
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }

    private String text() throws IOException {
        return Files.readString(file);
    }

    private JsonNode json() throws IOException {
        return JsonText.read(text(), "it");
    }

    private List<String> leftovers() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString())
                    .filter(name -> !name.equals("settings.json"))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n",
                "{}",
                "{ }\n",
                "{\n}\n",
                "{\"a\":1}",
                "{\"hooks\":{}}",
                "{\n\t\"hooks\": {\n\t},\n\t\"z\": [1,\n2]\n}",
                "{\r\n  \"model\": \"ü🎉\",\r\n  \"hooks\": {\"Stop\": []}\r\n}\r\n",
                "{\"hooks\":{\"Stop\":[{\"hooks\":[{\"type\":\"command\",\"command\":\"say done\"}]}]},\"b\":1e400}",
                "{\n    \"hooks\": {\n        \"PreToolUse\": [\n            {\n                \"matcher\": \"Bash\",\n"
                        + "                \"hooks\": []\n            }\n        ]\n    }\n}",
                "{\"hooks\":{\"Stop\":[{\"hooks\":[{\"type\":\"http\",\"url\":\"http://127.0.0.1:9/hook\"}]}]},"
                        + "\"allowedHttpHookUrls\":[\"http://127.0.0.1:9/*\"]}",
                "{\"allowedHttpHookUrls\": [], \"httpHookAllowedEnvVars\": [ ]}",
                "{\"allowedHttpHookUrls\": [\"http://127.0.0.1:7720/*\"]}"
            })
    void whateverStoodThereComesBackToTheByte(String before) throws IOException {
        for (HookPlan plan : List.of(commands, http)) {
            write(before);
            install(plan);
            assertNotEqualBytes(before);
            assertEquals(Removed.AS_BEFORE, uninstall());
            assertEquals(before, text());
            assertEquals(List.of(), leftovers());
        }
    }

    private void assertNotEqualBytes(String before) throws IOException {
        assertFalse(before.equals(text()));
    }

    @Test
    void anyInstallAndUninstallIsAsIfNothingHadBeen() throws IOException {
        for (long seed = 0; seed < ROUNDS; seed++) {
            String before = RandomSettings.of(seed);
            write(before);
            HookPlan plan = seed % 2 == 0 ? commands : http;
            install(plan);
            String installed = text();
            assertFalse(installer().install(plan, false, false).changed(), "seed " + seed);
            assertEquals(installed, text());
            assertOthersAreUntouched(before, installed, seed);
            install(seed % 2 == 0 ? http : commands);
            assertEquals(Removed.AS_BEFORE, uninstall(), "seed " + seed);
            assertEquals(before, text());
        }
    }

    /** Nothing but insertions: all that stood there stands there still, in the same order. */
    private static void assertOthersAreUntouched(String before, String installed, long seed) {
        int at = 0;
        for (int i = 0; i < before.length(); i++) {
            at = installed.indexOf(before.charAt(i), at) + 1;
            assertTrue(at > 0, "seed " + seed + ", char " + i);
        }
    }

    @Test
    void whatOthersChangedMeanwhileStays() throws IOException {
        for (long seed = 0; seed < ROUNDS; seed++) {
            String before = RandomSettings.of(seed);
            write(before);
            install(http);
            String key = "\"added by somebody else\":true";
            boolean bare = JsonText.read(before, "it").members().isEmpty();
            write(text().replaceFirst("\\{", "{" + key + ","));
            assertEquals(Removed.OTHERS_KEPT, uninstall(), "seed " + seed);
            String expected = before.replaceFirst("\\{", "{" + key + (bare ? "" : ","));
            assertTrue(json().means(JsonText.read(expected, "it")), "seed " + seed + "\n" + before + "\n" + text());
            assertEquals(List.of(), leftovers());
        }
    }

    @Test
    void aHandlerThatSomebodyPutIntoOurGroupStays() throws IOException {
        install(commands);
        String theirs = "{\"type\":\"command\",\"command\":\"theirs\"}";
        write(text().replaceFirst("(\"Stop\": \\[\\s*\\{\\s*\"hooks\": \\[)", "$1" + theirs + ","));
        assertEquals(Removed.OTHERS_KEPT, uninstall());
        assertTrue(json().means(JsonText.read("{\"hooks\":{\"Stop\":[{\"hooks\":[" + theirs + "]}]}}", "it")), text());
    }

    @Test
    void aFileThatWasNotThereGoesAgain() throws IOException {
        file = folder.resolve("a/b/settings.json");
        install(commands);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
        assertTrue(text().endsWith("}\n"), text());
        install(http);
        assertEquals(Removed.FILE_REMOVED, uninstall());
        assertFalse(Files.exists(file));
        assertEquals(Removed.NOTHING_THERE, uninstall());
    }

    @Test
    void aSecondInstallDoesNotEvenWrite() throws IOException {
        write("{}");
        install(commands);
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        assertFalse(installer().install(commands, false, false).changed());
        assertEquals(Instant.EPOCH, Files.getLastModifiedTime(file).toInstant());
    }

    @Test
    void aDryRunWritesNothing() throws IOException {
        write("{}");
        assertTrue(installer().install(commands, false, true).changed());
        assertEquals("{}", text());
        assertEquals(List.of(), leftovers());
    }

    @Test
    void aLinkStaysALinkAndRightsStay() throws IOException {
        Path target = Files.writeString(folder.resolve("dotfile"), "{\"a\":1}");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r-----"));
        Files.createSymbolicLink(file, target);
        install(commands);
        assertTrue(Files.isSymbolicLink(file));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(target)));
        assertEquals(30, installer().inventory().commands().size());
        uninstall();
        assertTrue(Files.isSymbolicLink(file));
        assertEquals("{\"a\":1}", Files.readString(target));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(target)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"hooks\":[]}",
                "{\"hooks\":null}",
                "{\"hooks\":{},\"hooks\":{}}",
                "{\"hooks\":{\"Stop\":{}}}",
                "{\"hooks\":{\"Stop\":\"say done\"}}",
                "{\"hooks\":{\"Stop\":[],\"Stop\":[]}}",
                "\uFEFF{}",
                "{\"hooks\":{}",
                "not json"
            })
    void whatCannotBeEditedSafelyIsLeftAlone(String before) throws IOException {
        write(before);
        for (HookPlan plan : List.of(commands, http)) {
            String message = assertThrows(
                            SettingsRefusedException.class, () -> installer().install(plan, true, false))
                    .getMessage();
            assertTrue(message.contains(file.toRealPath().toString()) && message.contains("left as it is"), message);
        }
        assertThrows(SettingsRefusedException.class, () -> installer().uninstall());
        assertEquals(before, text());
        assertEquals(List.of(), leftovers());
    }

    @Test
    void bytesThatAreNoTextAreLeftAlone() throws IOException {
        byte[] before = "{\"a\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file, before);
        assertThrows(SettingsRefusedException.class, () -> installer().install(commands, false, false));
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @Test
    void aFileThatChangedSinceItWasReadIsNotOverwritten() throws IOException {
        write("{}");
        SettingsOnDisk disk = SettingsOnDisk.at(file);
        Optional<byte[]> before = disk.read();
        write("{\"theirs\":1}");
        assertThrows(SettingsRefusedException.class, () -> disk.replace(before, before));
        Files.delete(file);
        assertThrows(SettingsRefusedException.class, () -> disk.replace(before, before));
        assertEquals(List.of(), leftovers());
    }

    @Test
    void hooksWrittenByHandAreReplacedAndNotBroughtBack() throws IOException {
        String byHand = "{\"type\":\"command\",\"command\":\"$HOME/.hookline/bin/hookline-hook || true\"}";
        write("{\"a\":1,\"hooks\":{\"Stop\":[{\"hooks\":[" + byHand + "]}]}}");
        install(commands);
        assertEquals(30, installer().inventory().commands().size());
        assertFalse(installer().inventory().byHand());
        assertEquals(Removed.OTHERS_KEPT, uninstall());
        assertEquals("{\"a\":1}", text());
    }

    @Test
    void otherHttpHooksAreNeitherRestrictedNorTouched() throws IOException {
        write("{}");
        install(http);
        assertFalse(text().contains("allowedHttpHookUrls"));
        uninstall();
        write("{\"allowedHttpHookUrls\":[\"https://theirs/*\"],\"httpHookAllowedEnvVars\":[\"THEIRS\"]}");
        install(HookPlan.http(HookEvents.pick(NEW, List.of()), settings(true), NEW));
        assertEquals(
                List.of("https://theirs/*", "http://127.0.0.1:7720/*"),
                json().array("allowedHttpHookUrls").stream().map(JsonNode::text).toList());
        assertEquals(
                List.of("THEIRS", "HOOKLINE_AGENT_TOKEN"),
                json().array("httpHookAllowedEnvVars").stream()
                        .map(JsonNode::text)
                        .toList());
        install(commands);
        assertFalse(text().contains("7720") || text().contains("TOKEN"), text());
    }

    @Test
    void hooksOfTheOlderPublisherGoOnlyWhenToldToAndComeBack() throws IOException {
        Files.createDirectories(folder.resolve(".claude/hooks"));
        Files.writeString(folder.resolve(".claude/hooks/notification.sh"), "/x/claude_hook_redis.sh notification\n");
        Files.writeString(folder.resolve(".claude/hooks/stop_hook.sh"), "say done\n");
        String before =
                "{\"hooks\":{\"pre_tool_use\":\"/x/claude_hook_redis_wrapper.sh pre_tool_use s\",\"Stop\":[{\"hooks\":["
                        + "{\"type\":\"command\",\"command\":\"~/.claude/hooks/stop_hook.sh\"},"
                        + "{\"type\":\"command\",\"command\":\"bash\",\"args\":[\"/a b/claude_hook_redis.sh\",\"stop_hook\"]}]}],"
                        + "\"Notification\":[{\"hooks\":[{\"type\":\"command\",\"command\":\"$HOME/.claude/hooks/notification.sh\"}]}]}}";
        write(before);
        List<String> found = List.of(
                "pre_tool_use (claude_hook_redis_wrapper.sh)",
                "Stop (claude_hook_redis.sh)",
                "Notification (notification.sh)");
        assertEquals(found, installer().install(commands, false, false).legacy());
        assertEquals(found, installer().inventory().legacy());

        assertEquals(found, installer().install(commands, true, false).legacy());
        assertEquals(List.of(), installer().inventory().legacy());
        assertTrue(text().contains("~/.claude/hooks/stop_hook.sh"));
        assertFalse(installer().install(commands, true, false).changed());

        assertEquals(Removed.AS_BEFORE, uninstall());
        assertEquals(before, text());
    }

    @Test
    void theCopyWithTheOlderHooksStaysWhereItAloneHasThem() throws IOException {
        String before = "{\"hooks\":{\"Stop\":[{\"hooks\":["
                + "{\"type\":\"command\",\"command\":\"/x/claude_hook_redis.sh stop_hook s\"}]}]}}";
        write(before);
        installer().install(commands, true, false);
        write(text().replaceFirst("\\{", "{\"theirs\":1,"));
        HookInstaller.Uninstalled done = installer().uninstall();
        assertEquals(Removed.OTHERS_KEPT, done.removed());
        assertEquals(before, Files.readString(done.leftBackup().orElseThrow()));
        assertTrue(json().means(JsonText.read("{\"theirs\":1}", "it")), text());
    }

    @Test
    void aCopyOfAnEarlierInstallIsSetAside() throws IOException {
        write("{\"a\":1}");
        install(commands);
        write("{\"b\":2}");
        install(commands);
        assertEquals("{\"b\":2}", Files.readString(folder.resolve("settings.json.before-hookline")));
        assertEquals("{\"a\":1}", Files.readString(folder.resolve("settings.json.before-hookline.old")));
        assertEquals(Removed.AS_BEFORE, uninstall());
        assertEquals("{\"b\":2}", text());
    }
}
