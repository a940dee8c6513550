package hookline.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.KillArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Redis that answers, and says no. */
class AgentRefusedTest extends AgentOnRedis {
    private static final String USER = "shipper";
    private final String password = UUID.randomUUID().toString();

    @BeforeEach
    void logInAsAUserOfItsOwn() {
        REDIS.admin().aclDeluser(USER);
        REDIS.admin()
                .aclSetuser(
                        USER,
                        AclSetuserArgs.Builder.on()
                                .addPassword(password)
                                .allKeys()
                                .allCommands());
        pipeline.environment.put("REDIS_USERNAME", USER);
        pipeline.environment.put("REDIS_PASSWORD", password);
    }

    /** What was confirmed before is sent again too, since the server that takes writes now may be another one. */
    @Test
    void aReadOnlyReplicaGetsEveryEventAfterItsPromotion() throws Exception {
        try (WaitedOut run = new WaitedOut(pipeline)) {
            run.fault(
                    () -> REDIS.admin().replicaof("127.0.0.1", 1),
                    () -> REDIS.admin().replicaofNoOne(),
                    "READONLY",
                    "promote it");
        }
    }

    @Test
    void aFullRedisGetsEachEventOnceWhenItHasMemoryAgain() throws Exception {
        try (WaitedOut run = new WaitedOut(pipeline)) {
            run.fault(AgentRefusedTest::fill, AgentRefusedTest::empty, "OOM", "raise its maxmemory");
            assertEquals(0, run.repeats());
        }
    }

    @Test
    void anAgentThatStartsOnAFullRedisWaitsAsWell() throws Exception {
        for (int i = 1; i <= 20; i++) {
            pipeline.numbered(pipeline.spool.numbered(), "s", i);
        }
        REDIS.admin().hset("hookline:meta", "layout", "1");
        REDIS.admin().hset("hookline:meta", "partitions", "1");
        fill();
        try (OutageLog log = OutageLog.open()) {
            try {
                pipeline.start();
                await().until(() -> log.tries() >= 4);
                assertTrue(log.delays().get(3) >= 200, log.delays()::toString);
                assertEquals(1, log.warnings().size(), log.warnings()::toString);
            } finally {
                empty();
            }
            pipeline.awaitEvents(20);
            assertEquals(upTo(20), pipeline.sequences("s"));
            assertEquals(20, pipeline.entries().size());
        }
    }

    @Test
    void aUserWhoMayNotAppendGetsEachEventInOnceTheRightIsBack() throws Exception {
        try (WaitedOut run = new WaitedOut(pipeline)) {
            run.fault(
                    () -> REDIS.admin().aclSetuser(USER, AclSetuserArgs.Builder.removeCommand(CommandType.XADD)),
                    () -> REDIS.admin().aclSetuser(USER, AclSetuserArgs.Builder.addCommand(CommandType.XADD)),
                    "NOPERM",
                    "give this ACL user +xadd");
            assertEquals(0, run.repeats());
        }
    }

    @Test
    void aForeignKeyInPlaceOfTheStreamIsWaitedOut() throws Exception {
        try (WaitedOut run = new WaitedOut(pipeline)) {
            run.fault(
                    () -> {
                        REDIS.admin().rename("hookline:raw:{0}", "aside");
                        REDIS.admin().set("hookline:raw:{0}", "somebody else's");
                    },
                    () -> REDIS.admin().rename("aside", "hookline:raw:{0}"),
                    "WRONGTYPE",
                    "rename or remove it");
            assertEquals(0, run.repeats());
        }
    }

    @Test
    void aPasswordThatIsSetBackLetsEverythingInAtLeastOnce() throws Exception {
        try (WaitedOut run = new WaitedOut(pipeline)) {
            run.fault(
                    () -> {
                        AclSetuserArgs other =
                                AclSetuserArgs.Builder.resetpass().addPassword("another");
                        REDIS.admin().aclSetuser(USER, other);
                        killConnections();
                    },
                    () -> REDIS.admin().aclSetuser(USER, AclSetuserArgs.Builder.addPassword(password)),
                    "WRONGPASS",
                    "correct REDIS_USERNAME and REDIS_PASSWORD");
        }
    }

    @Test
    void aPasswordFileIsReadAgainWhileItIsWrong() throws Exception {
        Path file = passwordFile();
        try (WaitedOut run = new WaitedOut(pipeline)) {
            run.fault(
                    () -> {
                        Files.writeString(file, "outdated");
                        killConnections();
                    },
                    () -> Files.writeString(file, password),
                    "WRONGPASS",
                    "correct REDIS_USERNAME and REDIS_PASSWORD");
        }
    }

    @Test
    void aPasswordFileThatIsMissingForAWhileIsNamed() throws Exception {
        Path file = passwordFile();
        Path aside = home.resolve("aside");
        try (WaitedOut run = new WaitedOut(pipeline)) {
            run.fault(
                    () -> {
                        Files.move(file, aside);
                        killConnections();
                    },
                    () -> Files.move(aside, file),
                    "REDIS_PASSWORD_FILE");
        }
    }

    private Path passwordFile() throws Exception {
        Path file = home.resolve("password");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, password);
        pipeline.environment.remove("REDIS_PASSWORD");
        pipeline.environment.put("REDIS_PASSWORD_FILE", file.toString());
        return file;
    }

    private static void fill() {
        REDIS.admin().configSet("maxmemory", "1");
    }

    private static void empty() {
        REDIS.admin().configSet("maxmemory", "0");
    }

    private static void killConnections() {
        REDIS.admin().clientKill(KillArgs.Builder.user(USER));
    }
}
