package hookline.system.faults;

import static org.awaitility.Awaitility.await;

import hookline.client.HookPublisher;
import hookline.schemas.crypto.Keysets;
import hookline.streams.Keys;
import hookline.streams.PublishedChannel;
import hookline.streams.StopSignal;
import io.lettuce.core.Range;
import io.lettuce.core.ScriptOutputType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Two hosts with an agent each, two processors and a retention worker, real processes under a steady load; and a
 * subscriber, a reader of the log and an oracle beside them.
 */
final class FaultyWorld implements AutoCloseable {
    static final Keys FIRST_PARTITION = new Keys(0);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int OLD_EVENTS = 2_000;
    private static final Duration BETWEEN_EVENTS = Duration.ofMillis(10);

    /** Events as they would stand there after ten hours: no fault may keep retention from removing them. */
    private static final String WRITE_OLD_EVENTS = """
            local then_ = redis.call('TIME')[1] * 1000 - 36000000
            for n = 1, tonumber(ARGV[1]) do
              local id = 'old-' .. n
              redis.call('HSET', 'hooks:event:{0}:' .. id, 'data', '{}', 'timestamp', 1, 'session_id', 'old')
              redis.call('XADD', KEYS[1], (then_ + n) .. '-0', 'id', id, 'hook_type', 'stop_hook', 'session_id', 'old',
                'sequence', n, 'bytes', 2)
            end
            return redis.status_reply('OK')
            """;

    private final Site site;
    private final Oracle oracle = new Oracle();
    private final List<Member> agents = new ArrayList<>();
    private final List<Member> processors = new ArrayList<>();
    private final List<HookPublisher> hosts = new ArrayList<>();
    private final Queue<String> published = new ConcurrentLinkedQueue<>();
    private final PublishedChannel channel;
    private final FollowingReader reader;
    private final StopSignal loadEnds = new StopSignal();
    private final CompletableFuture<Void> load;
    private volatile Instant settled = Instant.MAX;
    private Duration longestRecovery = Duration.ZERO;
    private final AtomicInteger poison = new AtomicInteger();
    private final String encryption = Keysets.newEncryptionKeyset();
    private final Member retention;

    FaultyWorld(Site site, Path folder) throws Exception {
        this.site = site;
        site.admin()
                .eval(WRITE_OLD_EVENTS, ScriptOutputType.STATUS, new String[] {FIRST_PARTITION.log()}, "" + OLD_EVENTS);
        channel = site.redis().channel();
        channel.subscribe(published::add);
        reader = new FollowingReader(site.redis(), site.partitions());
        Map<String, String> shared = environment();
        for (String name : List.of("a", "b")) {
            Path home = site.spoolsOf(folder.getFileName() + "-" + name);
            agents.add(Member.start(folder.resolve("host-" + name), home, shared, "agent"));
            hosts.add(HookPublisher.to(home));
            Path work = folder.resolve("processor-" + name);
            processors.add(Member.start(work, work, shared, "processor"));
        }
        Path work = folder.resolve("retention");
        retention = Member.start(work, work, shared, "retention", "--every", "1s");
        load = CompletableFuture.runAsync(this::fire);
    }

    private Map<String, String> environment() throws Exception {
        String sealing = Keysets.newSealingKeyset();
        Map<String, String> all = new HashMap<>(site.environment());
        all.put("HOOKLINE_AGENT_PORT", "0");
        all.put("HOOKLINE_PROCESSOR_PORT", "0");
        all.put("HOOKLINE_RETENTION_PORT", "0");
        all.put("HOOKLINE_CLAIM_IDLE", "1s");
        all.put("HOOKLINE_MAX_DELIVERIES", "100");
        all.put("HOOKLINE_RESEND_WINDOW", "3s");
        all.put("HOOKLINE_RETENTION_DAYS", "0.000001");
        all.put("HOOKLINE_DEDUPE_WINDOW", "2h");
        all.put("HOOKLINE_SEALING_KEYSET", sealing);
        all.put("HOOKLINE_SEALING_PUBLIC_KEY", Keysets.publicHalf(sealing));
        all.put("HOOKLINE_ENCRYPTION_KEYSET", encryption);
        return all;
    }

    Oracle oracle() {
        return oracle;
    }

    Member anAgent(Random random) {
        return agents.get(random.nextInt(agents.size()));
    }

    Member aProcessor(Random random) {
        return processors.get(random.nextInt(processors.size()));
    }

    Member retention() {
        return retention;
    }

    /** Notes that an entry was appended which has to become a dead letter. */
    void poisoned() {
        poison.incrementAndGet();
    }

    void pause(Random random, Duration atLeast, Duration atMost) {
        long range = atMost.minus(atLeast).toMillis();
        new StopSignal().awaitAtMost(atLeast.plusMillis(random.nextLong(range + 1)));
    }

    /** Fires one event on each host and waits until all of them are stored. */
    void untilFreshEventsAreStored() throws IOException {
        long begin = System.nanoTime();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < hosts.size(); i++) {
            ids.add(oracle.fire("host" + i, hosts.get(i)));
        }
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(10))
                .ignoreExceptions()
                .until(() -> ids.stream().allMatch(this::isStored));
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        if (settled.equals(Instant.MAX)) {
            settled = Instant.now();
        } else if (took.compareTo(longestRecovery) > 0) {
            longestRecovery = took;
        }
    }

    /** How long fresh events took at most, once all processes were up. */
    Duration longestRecovery() {
        return longestRecovery;
    }

    private boolean isStored(String id) {
        return partitions().anyMatch(keys -> site.admin().exists(keys.event(id)) == 1);
    }

    private Stream<Keys> partitions() {
        return IntStream.range(0, site.partitions()).mapToObj(Keys::new);
    }

    /** Ends the load, waits until all of it has passed or nothing moves any more, and compares. */
    Findings findings() throws Exception {
        endLoad();
        await().atMost(LIMIT).ignoreExceptions().until(this::isDrained);
        Set<String> logged = logged();
        await().atMost(LIMIT).until(() -> reader.read().keySet().containsAll(logged));
        return Findings.of(
                site.admin(),
                partitions().toList(),
                oracle,
                published,
                reader.read(),
                settled,
                poison.get(),
                encryption);
    }

    private Set<String> logged() {
        return partitions()
                .flatMap(keys -> site.admin().xrange(keys.log(), Range.unbounded()).stream())
                .map(entry -> entry.getBody().get("id"))
                .collect(Collectors.toSet());
    }

    private boolean isDrained() throws IOException {
        for (Member agent : agents) {
            for (String place : List.of("new", "cur", "sent")) {
                try (Stream<Path> files =
                        Files.list(agent.home().resolve("spool").resolve(place))) {
                    if (files.findAny().isPresent()) {
                        return false;
                    }
                }
            }
        }
        return partitions().allMatch(keys -> site.admin().xlen(keys.raw()) == 0)
                && site.admin().exists(FIRST_PARTITION.event("old-1"), FIRST_PARTITION.event("old-" + OLD_EVENTS)) == 0;
    }

    private void endLoad() throws Exception {
        loadEnds.request();
        load.get(20, TimeUnit.SECONDS);
    }

    private void fire() {
        while (!loadEnds.isRequested()) {
            for (int i = 0; i < hosts.size(); i++) {
                fireUnlessRefused(i);
            }
            loadEnds.awaitAtMost(BETWEEN_EVENTS);
        }
    }

    private void fireUnlessRefused(int host) {
        try {
            oracle.fire("host" + host, hosts.get(host));
        } catch (IOException e) {
            // The oracle counts it, and FaultRun judges whether that may be.
        }
    }

    @Override
    public void close() throws Exception {
        endLoad();
        retention.close();
        for (Member member : agents) {
            member.close();
        }
        for (Member member : processors) {
            member.close();
        }
        channel.close();
        reader.close();
    }
}
