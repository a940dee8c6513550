package hookline.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.agent.Agent;
import hookline.processor.Processor;
import hookline.schemas.crypto.Keysets;
import hookline.settings.AgentSettings;
import hookline.settings.Environment;
import hookline.settings.ProcessorSettings;
import hookline.streams.Layout;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.TestRedis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SealingRotationTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final List<Throwable> bugs = new CopyOnWriteArrayList<>();

    private Map<String, String> home() {
        Map<String, String> environment = new HashMap<>();
        environment.put("HOME", folder.toString());
        environment.put("HOOKLINE_HOME", folder.resolve("home").toString());
        return environment;
    }

    private HooklineProcess run(String... command) throws Exception {
        HooklineProcess process = HooklineProcess.start(folder, home(), command);
        assertEquals(0, process.exitCode(), process.errors());
        return process;
    }

    private Environment environment(String... further) {
        Map<String, String> variables = TEST_REDIS.environment();
        for (int i = 0; i < further.length; i += 2) {
            variables.put(further[i], further[i + 1]);
        }
        return Environment.of(variables);
    }

    private void fireThrough(Redis redis, String name, String keySetting, String key) throws Exception {
        Path home = folder.resolve(name);
        HookCall.into(home).fire("{\"hook_event_name\":\"Stop\",\"session_id\":\"" + name + "\"}");
        Environment environment = environment("HOOKLINE_HOME", home.toString(), keySetting, key);
        try (Agent agent = new Agent(
                AgentSettings.from(environment), redis, new SimpleMeterRegistry(), InstantSource.system(), bugs::add)) {
            agent.start();
            await().atMost(LIMIT).until(() -> TEST_REDIS.admin().exists("hooks:session:{0}:" + name) == 1);
        }
    }

    @Test
    void agentsWithTheOldAndTheNewKeyAreBothOpenedByAProcessorThatStartedBefore() throws Exception {
        run("keys", "create").close();
        Path privateKeys = folder.resolve("home/keys/sealing-keyset.json");
        Path publicKey = folder.resolve("home/keys/sealing-public.json");
        String old = Files.readString(publicKey);
        try (Redis redis = Redis.at(TEST_REDIS.settings());
                RedisLink link = redis.link();
                Processor processor = Processor.start(
                        ProcessorSettings.from(environment(
                                "HOOKLINE_SEALING_KEYSET_FILE", privateKeys.toString(), "HOOKLINE_ENCRYPTION", "off")),
                        redis,
                        Layout.agree(link, 0, false),
                        new SimpleMeterRegistry(),
                        InstantSource.system(),
                        bugs::add)) {
            try (HooklineProcess rotate = run("keys", "rotate", "--sealing")) {
                String steps = rotate.errors();
                assertTrue(steps.indexOf("to every processor") < steps.indexOf("to every agent"), steps);
                assertTrue(rotate.output().contains(Keysets.keyIds(old).get(0)), rotate.output());
            }
            fireThrough(redis, "old-key", "HOOKLINE_SEALING_PUBLIC_KEY", old);
            fireThrough(redis, "new-key", "HOOKLINE_SEALING_PUBLIC_KEY_FILE", publicKey.toString());
            assertEquals(List.of(), processor.problems());
            assertEquals(0, TEST_REDIS.admin().exists("hookline:dead:{0}"));
        }
        assertEquals(List.of(), bugs);
        assertEquals(2, Keysets.keyIds(Files.readString(privateKeys)).size());
        assertEquals(
                Keysets.keyIds(Files.readString(privateKeys)).get(0),
                Keysets.keyIds(Files.readString(publicKey)).get(0));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(privateKeys)));
    }

    @Test
    void whatCannotBeRotatedIsSaidWithWhatToDo() throws Exception {
        try (HooklineProcess process = HooklineProcess.start(folder, home(), "keys", "rotate", "--sealing")) {
            assertEquals(1, process.exitCode());
            assertTrue(process.errors().contains("hookline keys create"), process.errors());
        }
        try (HooklineProcess process = HooklineProcess.start(folder, home(), "keys", "rotate")) {
            assertEquals(2, process.exitCode());
            assertTrue(process.errors().contains("--sealing"), process.errors());
        }
    }

    @Test
    void anAgentWithoutAPublicKeySaysHowToGetOne() throws Exception {
        Map<String, String> environment = home();
        environment.put("REDIS_HOST", "127.0.0.1");
        try (HooklineProcess agent = HooklineProcess.start(folder, environment, "agent")) {
            assertEquals(1, agent.exitCode());
            assertEquals(
                    "hookline: HOOKLINE_SEALING_PUBLIC_KEY is not set; make keys with `hookline keys create`, then set"
                            + " HOOKLINE_SEALING_PUBLIC_KEY_FILE to the file\n",
                    agent.errors());
            assertFalse(Files.exists(folder.resolve("home")));
        }
    }
}
