package hookline.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hookline.streams.TestRedis;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The users of {@code deploy/redis/users.acl}: each can do its work, and nothing else. */
class RedisUsersTest {
    @RegisterExtension
    static final TestRedis TEST_REDIS = new TestRedis();

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String PASSWORD = UUID.randomUUID().toString();

    @TempDir
    Path folder;

    @BeforeEach
    void defineUsers() throws IOException {
        UsersFile.define(TEST_REDIS, PASSWORD);
        UsersFile.acl(TEST_REDIS, "LOG", "RESET");
    }

    private static List<Object> refusals() {
        CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8).add("LOG");
        return TEST_REDIS.admin().dispatch(CommandType.ACL, new NestedMultiOutput<>(StringCodec.UTF8), arguments);
    }

    private static Map<String, String> as(String user, String... more) {
        Map<String, String> variables = new HashMap<>(Map.of("REDIS_USERNAME", user, "REDIS_PASSWORD", PASSWORD));
        for (int i = 0; i < more.length; i += 2) {
            variables.put(more[i], more[i + 1]);
        }
        return variables;
    }

    private static long logged() {
        return TEST_REDIS.admin().xlen("hookline:log:{0}");
    }

    @Test
    @Tag("full")
    void theWholePipelineNeedsNoMore() throws Exception {
        PipelineProcesses processes = new PipelineProcesses(TEST_REDIS, folder);
        String auditFile = folder.resolve("audit.jsonl").toString();
        try (HooklineProcess processor = processes.start("processor", as("processor"));
                HooklineProcess agent = agentOnceThereIsALayout(processes, auditFile)) {
            SteadyLoad load = SteadyLoad.start(folder, 100);
            await().atMost(LIMIT).until(() -> logged() > 100);
            processor.kill();
            try (HooklineProcess successor = processes.start("processor", as("processor"))) {
                int fired = load.fired();
                await().atMost(LIMIT).until(() -> logged() > fired);
                int events = load.end();
                TEST_REDIS.admin().xadd("hookline:raw:{0}", Map.of("payload", "no JSON"));
                await().atMost(LIMIT).until(() -> logged() == events);
                await().atMost(LIMIT).until(() -> TEST_REDIS.admin().xlen("hookline:raw:{0}") == 0);
                assertTrue(successor.isAlive() && agent.isAlive(), agent.errors());
            }
        }
        assertEquals(List.of(), refusals());
        run(processes, "monitor", "tail", "--from", "0", "--no-follow");
        run(processes, "monitor", "groups");
        run(processes, "monitor", "groups", "--json");
        run(processes, "admin", "dead-letters", "list");
        run(processes, "admin", "erase", "--session", "s0", "--yes");
        run(processes, "admin", "audit", "events", "--session", "s1");
        run(processes, "admin", "audit", "list");
        run(processes, "admin", "doctor");
        assertEquals(List.of(), refusals());
        Map<String, String> old = as(
                "retention",
                "HOOKLINE_RETENTION_DAYS",
                "0.000001",
                "HOOKLINE_DEDUPE_WINDOW",
                "1s",
                "HOOKLINE_DEAD_LETTER_RETENTION",
                "1s",
                "HOOKLINE_RAW_MAX_AGE",
                "1h");
        run(processes, old, "retention", "--once", "--dry-run");
        await().atMost(LIMIT).until(() -> {
            run(processes, old, "retention", "--once");
            return logged() == 0 && TEST_REDIS.admin().xlen("hookline:dead:{0}") == 0;
        });
        assertEquals(List.of(), refusals());
    }

    /** It may not write one, and would ask until somebody else has. */
    private static HooklineProcess agentOnceThereIsALayout(PipelineProcesses processes, String auditFile)
            throws IOException {
        await().atMost(LIMIT).until(() -> TEST_REDIS.admin().hexists("hookline:meta", "layout"));
        return processes.start("agent", as("producer", "HOOKLINE_AUDIT_FILE", auditFile));
    }

    private void run(PipelineProcesses processes, String user, String... command) throws Exception {
        run(processes, as(user), command);
    }

    private void run(PipelineProcesses processes, Map<String, String> variables, String... command) throws Exception {
        try (HooklineProcess process = processes.run(variables, command)) {
            assertEquals(0, process.exitCode(), () -> String.join(" ", command) + ": " + errors(process));
        }
    }

    private static String errors(HooklineProcess process) {
        try {
            return process.errors() + process.output();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each column is a command of those that read, write, delete and trim; a letter stands where it is allowed. */
    @ParameterizedTest
    @CsvSource({
        "producer, hookline:raw:{0}, -a--",
        "producer, hookline:meta, r---",
        "producer, hookline:log:{0}, ----",
        "producer, hookline:dead:{0}, ----",
        "producer, hookline:audit, ----",
        "producer, hooks:event:{0}:e, ----",
        "producer, hooks:session:{0}:s, ----",
        "processor, hookline:raw:{0}, ra-t",
        "processor, hookline:log:{0}, ra--",
        "processor, hookline:dead:{0}, ra--",
        "processor, hooks:event:{0}:e, ra--",
        "processor, hookline:audit, ra--",
        "processor, hookline:retention-lock, ----",
        "processor, somebody:else, ----",
        "retention, hooks:event:{0}:e, radt",
        "retention, hookline:log:{0}, radt",
        "retention, hookline:raw:{0}, radt",
        "retention, somebody:else, ----",
        "monitor, hooks:event:{0}:e, r---",
        "monitor, hookline:log:{0}, r---",
        "monitor, hookline:dead:{0}, r---",
        "monitor, hookline:meta, r---",
        "monitor, hookline:raw:{0}, ----",
        "monitor, hookline:audit, ----",
        "monitor, somebody:else, ----",
        "admin, hooks:event:{0}:e, radt",
        "admin, hookline:raw:{0}, radt",
        "admin, hookline:audit, radt",
        "admin, somebody:else, ----",
        "access, hooks:event:{0}:e, ----",
        "access, hookline:raw:{0}, ----",
        "access, hookline:meta, ----",
        "access, hookline:audit, -a-t",
    })
    void eachReachesItsKeysOnly(String user, String key, String expected) {
        String allowed = letter(user, "r", "HGETALL", key)
                .replace('-', letter(user, "r", "XRANGE", key, "-", "+").charAt(0));
        allowed += letter(user, "a", "XADD", key, "*", "f", "v");
        allowed += letter(user, "d", "UNLINK", key);
        allowed += letter(user, "t", "XTRIM", key, "MAXLEN", "0");
        assertEquals(expected, allowed);
    }

    private static String letter(String user, String letter, String... command) {
        return mayRun(user, command) ? letter : "-";
    }

    private static boolean mayRun(String user, String... command) {
        CommandArgs<String, String> arguments =
                new CommandArgs<>(StringCodec.UTF8).add("DRYRUN").add(user);
        List.of(command).forEach(arguments::add);
        return TEST_REDIS
                .admin()
                .dispatch(CommandType.ACL, new StatusOutput<>(StringCodec.UTF8), arguments)
                .equals("OK");
    }

    @ParameterizedTest
    @CsvSource({
        "FLUSHALL",
        "FLUSHDB",
        "SWAPDB 0 1",
        "KEYS *",
        "CONFIG GET *",
        "CONFIG SET maxmemory 1",
        "SHUTDOWN",
        "DEBUG SLEEP 0",
        "MONITOR",
        "SAVE",
        "BGREWRITEAOF",
        "REPLICAOF NO ONE",
        "FAILOVER",
        "CLUSTER RESET",
        "ACL LIST",
        "ACL SETUSER x",
        "CLIENT KILL ID 1",
        "CLIENT PAUSE 1",
        "CLIENT NO-EVICT on",
        "SCRIPT FLUSH",
        "SCRIPT KILL",
        "FUNCTION FLUSH",
        "SLOWLOG GET",
        "LATENCY RESET",
        "MODULE LIST",
        "MIGRATE h 1 hookline:meta 0 1",
        "RESTORE hookline:meta 0 x",
        "SORT hookline:meta",
        "PSUBSCRIBE *",
        "PUBLISH elsewhere x",
        "SUBSCRIBE elsewhere",
        "XGROUP DESTROY hookline:raw:{0} processors",
        "XGROUP SETID hookline:raw:{0} processors $",
    })
    void nobodyButTheAdminOfRedisRunsWhatBreaksIt(String command) {
        for (String user : List.of("producer", "processor", "retention", "monitor", "admin", "access")) {
            boolean isTheirOwn = (user.equals("admin") && command.startsWith("XGROUP"))
                    || (user.equals("access")
                            && List.of("ACL SETUSER x", "CLIENT KILL ID 1").contains(command));
            assertEquals(isTheirOwn, mayRun(user, command.split(" ", -1)), user);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "producer, XRANGE hookline:raw:{0} - +, false",
        "producer, XLEN hookline:raw:{0}, false",
        "producer, XDEL hookline:raw:{0} 1-1, false",
        "producer, EVALSHA x 0, false",
        "producer, PUBLISH hooksdata x, false",
        "producer, SUBSCRIBE hooksdata, false",
        "processor, XDEL hookline:log:{0} 1-1, false",
        "processor, HDEL hooks:event:{0}:e data, false",
        "processor, DEL hooks:event:{0}:e, false",
        "processor, INFO, true",
        "processor, PUBLISH hooksdata x, true",
        "processor, SUBSCRIBE hooksdata, false",
        "retention, PUBLISH hooksdata x, false",
        "retention, SET hooks:event:{0}:e x, false",
        "monitor, SUBSCRIBE hooksdata, true",
        "monitor, PUBLISH hooksdata x, false",
        "monitor, XREAD STREAMS hookline:raw:{0} 0, false",
        "monitor, XINFO STREAM hookline:raw:{0} FULL, false",
        "monitor, XREADGROUP GROUP processors c STREAMS hookline:raw:{0} >, false",
        "monitor, XLEN hookline:raw:{0}, true",
        "monitor, EVALSHA x 1 hooks:event:{0}:e, false",
        "admin, SUBSCRIBE hooksdata, true",
        "admin, ACL GETUSER producer, false",
        "admin, ACL DELUSER producer, false",
        "access, ACL GETUSER producer, true",
        "access, ACL SAVE, true",
        "access, ACL DELUSER producer, false",
        "access, CLIENT LIST, true",
        "access, SUBSCRIBE hooksdata, false",
    })
    void whatTheyAreForTheyMayAndNoMore(String user, String command, boolean allowed) {
        assertEquals(allowed, mayRun(user, command.split(" ", -1)));
    }
}
