package hookline.system.faults;

import hookline.streams.ConsumerGroup;
import hookline.streams.TestRedis;
import io.lettuce.core.KillArgs;
import io.lettuce.core.ScriptOutputType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What is done to a pipeline under load. Each returns once its cause is gone. */
enum Fault {
    AGENT_KILLED("an agent killed and started again", Loss.NOTHING, (world, site, random) -> {
        Member agent = world.anAgent(random);
        agent.process().kill();
        agent.start();
    }),
    AGENT_FROZEN(
            "an agent frozen", Loss.NOTHING, (world, site, random) -> freeze(world, world.anAgent(random), random)),
    PROCESSOR_KILLED("a processor killed and started again", Loss.NOTHING, (world, site, random) -> {
        Member processor = world.aProcessor(random);
        processor.process().kill();
        processor.start();
    }),
    PROCESSOR_FROZEN(
            "a processor frozen for longer than its entries stay its own",
            Loss.NOTHING,
            (world, site, random) -> freeze(world, world.aProcessor(random), random)),
    RETENTION_KILLED("the retention worker killed and started again", Loss.NOTHING, (world, site, random) -> {
        world.retention().process().kill();
        world.retention().start();
    }),
    CLOCKS_SET(
            "the clocks of an agent, a processor and the retention worker three hours ahead, then three behind",
            Loss.NOTHING,
            (world, site, random) -> {
                List<Member> members = List.of(world.anAgent(random), world.aProcessor(random), world.retention());
                for (Duration ahead : List.of(Times.HOURS, Times.HOURS.negated(), Duration.ZERO)) {
                    for (Member member : members) {
                        member.clock().set(ahead);
                    }
                    world.pause(random, Times.LONG, Times.LONGER);
                    world.untilFreshEventsAreStored();
                }
            }),
    REDIS_KILLED("Redis killed and started on its append-only file", Loss.MESSAGES, (world, site, random) -> {
        site.server().server().kill();
        world.pause(random, Duration.ZERO, Times.LONG);
        site.server().server().restart();
    }),
    REDIS_CUT_OFF("Redis killed, the end of its append-only file cut off", Loss.MESSAGES, (world, site, random) -> {
        Path folder = dataOf(site.server());
        site.server().server().kill();
        cutOff(folder, 1 + random.nextInt(Times.LAST_BYTES));
        site.server().server().restart();
    }),
    REDIS_EMPTY("Redis started again without its data", Loss.DATA, (world, site, random) -> {
        world.pause(random, Times.LONGER, Times.LONGER.multipliedBy(2));
        restartEmpty(site.server());
    }),
    FLUSHALL("FLUSHALL", Loss.DATA, (world, site, random) -> site.server()
            .admin()
            .flushall()),
    CONNECTIONS_RESET("every connection reset", Loss.NOTHING, (world, site, random) -> {
        for (int i = 0; i < 5; i++) {
            site.proxy().reset();
            world.pause(random, Duration.ZERO, Times.SHORT);
        }
    }),
    REPLIES_CUT("replies cut off half-way", Loss.NOTHING, (world, site, random) -> {
        site.proxy().cutReplies(5 + random.nextInt(10));
        world.pause(random, Times.SHORT, Times.LONG);
        site.proxy().heal();
    }),
    DELAYED("every packet delayed", Loss.NOTHING, (world, site, random) -> {
        site.proxy().delay(Duration.ofMillis(20 + random.nextInt(80)));
        world.pause(random, Times.LONG, Times.LONGER);
        site.proxy().heal();
    }),
    BLACK_HOLE("connections that take everything and answer nothing", Loss.NOTHING, (world, site, random) -> {
        site.proxy().swallow();
        world.pause(random, Times.LONG, Times.LONGER);
        site.proxy().heal();
    }),
    CLIENTS_KILLED("CLIENT KILL of every client", Loss.NOTHING, (world, site, random) -> {
        for (int i = 0; i < 5; i++) {
            site.server().admin().clientKill(KillArgs.Builder.typeNormal().skipme(true));
            world.pause(random, Duration.ZERO, Times.SHORT);
        }
    }),
    CLIENTS_PAUSED("CLIENT PAUSE", Loss.NOTHING, (world, site, random) -> {
        site.server().admin().clientPause(Times.LONG.toMillis());
        world.pause(random, Times.LONG, Times.LONG);
    }),
    SCRIPTS_FLUSHED("SCRIPT FLUSH", Loss.NOTHING, (world, site, random) -> {
        for (int i = 0; i < 5; i++) {
            site.server().admin().scriptFlush();
            world.pause(random, Duration.ZERO, Times.SHORT);
        }
    }),
    GROUP_DESTROYED("XGROUP DESTROY", Loss.NOTHING, (world, site, random) -> site.server()
            .admin()
            .xgroupDestroy(FaultyWorld.FIRST_PARTITION.raw(), ConsumerGroup.NAME)),
    MEMORY_FULL("maxmemory reached, and raised again", Loss.NOTHING, (world, site, random) -> {
        site.server().admin().configSet("maxmemory", "1");
        world.pause(random, Times.SHORT, Times.LONG);
        site.server().admin().configSet("maxmemory", "0");
    }),
    REDIS_DISK_FULL("the disk full under Redis", Loss.NOTHING, (world, site, random) -> site.data()
            .fillFor(Times.LONGER)),
    SPOOL_DISK_FULL("the disk full under the spools", Loss.NOTHING, (world, site, random) -> site.spools()
            .fillFor(Times.LONGER)),
    POISON("poison of every kind", Loss.NOTHING, Poison::intoRaw),
    SUBSCRIBERS_STUCK("subscribers that never read, and die", Loss.NOTHING, (world, site, random) -> {
        List<Socket> stuck = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            stuck.add(subscriberThatNeverReads(site.server()));
        }
        world.pause(random, Times.SHORT, Times.LONG);
        for (Socket socket : stuck) {
            socket.close();
        }
    }),
    CONSUMERS_COME_AND_GO(
            "a thousand consumers that take an event each and are gone", Loss.NOTHING, (world, site, random) -> {
                for (int from = 0; from < 1_000; from += 50) {
                    site.server()
                            .admin()
                            .eval(
                                    Times.TAKE_AND_LEAVE,
                                    ScriptOutputType.STATUS,
                                    new String[] {FaultyWorld.FIRST_PARTITION.raw()},
                                    ConsumerGroup.NAME,
                                    "" + from,
                                    "" + (from + 49));
                    world.pause(random, Duration.ZERO, Times.SHORT);
                }
            });

    /** What a fault may take, by what the documentation says. */
    enum Loss {
        NOTHING,
        /** Of the subscriber's messages, while Redis is away; and what Redis lost is announced again. */
        MESSAGES,
        /** Of what was processed and is kept nowhere else. */
        DATA
    }

    private interface Strike {
        void at(FaultyWorld world, FaultSite site, Random random) throws Exception;
    }

    /** Apart from the constants, which could not refer to what comes after them. */
    private static final class Times {
        private static final Duration SHORT = Duration.ofMillis(200);
        private static final Duration LONG = Duration.ofMillis(1_500);
        private static final Duration LONGER = Duration.ofSeconds(3);
        /** More than what retention always leaves. */
        private static final Duration HOURS = Duration.ofHours(3);

        private static final int LAST_BYTES = 1 << 16;
        private static final String TAKE_AND_LEAVE = """
                for n = tonumber(ARGV[2]), tonumber(ARGV[3]) do
                  redis.call('XREADGROUP', 'GROUP', ARGV[1], 'gone-' .. n, 'COUNT', 1, 'STREAMS', KEYS[1], '>')
                end
                return redis.status_reply('OK')
                """;
    }

    private final String words;
    private final Loss loss;

    @SuppressWarnings("ImmutableEnumChecker") // Lambdas that capture nothing.
    private final Strike strike;

    Fault(String words, Loss loss, Strike strike) {
        this.words = words;
        this.loss = loss;
        this.strike = strike;
    }

    String words() {
        return words;
    }

    Loss loss() {
        return loss;
    }

    boolean isPossibleAt(FaultSite site) {
        return switch (this) {
            case REDIS_DISK_FULL -> site.data().isFillable();
            case SPOOL_DISK_FULL -> site.spools().isFillable();
            case CLOCKS_SET -> SettableClock.isPossible();
            default -> true;
        };
    }

    void strike(FaultyWorld world, FaultSite site, Random random) throws Exception {
        strike.at(world, site, random);
    }

    private static void freeze(FaultyWorld world, Member member, Random random) throws Exception {
        member.process().freeze();
        world.pause(random, Times.LONG, Times.LONGER);
        member.process().thaw();
    }

    static void restartEmpty(TestRedis redis) throws IOException {
        Path folder = dataOf(redis);
        redis.server().kill();
        for (Path file : appendOnlyFiles(folder)) {
            Files.delete(file);
        }
        redis.server().restart();
    }

    private static Path dataOf(TestRedis redis) {
        return Path.of(redis.admin().configGet("dir").get("dir"), "appendonlydir");
    }

    private static List<Path> appendOnlyFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static void cutOff(Path folder, int bytes) throws IOException {
        for (Path file : appendOnlyFiles(folder)) {
            if (file.getFileName().toString().endsWith(".incr.aof")) {
                try (RandomAccessFile aof = new RandomAccessFile(file.toFile(), "rw")) {
                    aof.setLength(Math.max(0, aof.length() - bytes));
                }
            }
        }
    }

    private static Socket subscriberThatNeverReads(TestRedis redis) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), redis.server().port());
        String login = "AUTH " + redis.environment().get("REDIS_PASSWORD") + "\r\nSUBSCRIBE hooksdata\r\n";
        socket.getOutputStream().write(login.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
