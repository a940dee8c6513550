package hookline.benchmarks;

import hookline.processor.AllStages;
import hookline.schemas.SingleObject;
import hookline.schemas.crypto.Keysets;
import hookline.settings.Environment;
import hookline.settings.RedisSettings;
import hookline.streams.Commit;
import hookline.streams.CommitScript;
import hookline.streams.ConsumerGroup;
import hookline.streams.Keys;
import hookline.streams.Layout;
import hookline.streams.RawEntry;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Reads entries and commits lines that were made before, with the processor's own script and nothing in between: as
 * fast as Redis lets anybody be. For one thread.
 */
final class BareLoop implements AutoCloseable {
    /** As many as a processor reads and commits together. */
    static final int BATCH = 64;

    private static final Duration READ_WAIT = Duration.ofSeconds(5);

    private final Keys keys = new Keys(0);
    private final InstantSource clock = InstantSource.system();
    private final Redis redis;
    private final RedisLink link;
    private final ConsumerGroup group;
    private final CommitScript commit;
    private final Commit.Store published;
    private int made;

    BareLoop(BenchmarkRedis server) throws GeneralSecurityException {
        published = published();
        redis = Redis.at(RedisSettings.from(Environment.of(server.settings())));
        link = redis.link();
        group = new ConsumerGroup(link, keys, "bare", deleted -> {});
        commit = new CommitScript(link, keys, clock);
        Layout.agree(link, 0, false);
        group.create();
    }

    /** Reads and commits what a producer has appended, and tells how fast after a warm-up. */
    double perSecond(int warmUp, int events) throws IOException {
        readAndCommit(warmUp);
        long start = System.nanoTime();
        int done = readAndCommit(events);
        return done * (double) TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - start);
    }

    /** Commits events that nobody has appended, and tells how long each batch took. */
    long[] commit(int batches) {
        long[] nanos = new long[batches];
        for (int i = 0; i < batches; i++) {
            List<Commit> batch = new ArrayList<>(BATCH);
            for (int n = 1; n <= BATCH; n++) {
                batch.add(next("1-" + n));
            }
            long start = System.nanoTime();
            commit.apply(batch);
            nanos[i] = System.nanoTime() - start;
        }
        return nanos;
    }

    private int readAndCommit(int least) throws IOException {
        int done = 0;
        while (done < least) {
            List<RawEntry> entries = group.readNew(BATCH, READ_WAIT);
            if (entries.isEmpty()) {
                throw new IOException("There are only " + done + " entries to read, of " + least);
            }
            List<Commit> batch = new ArrayList<>(entries.size());
            entries.forEach(entry -> batch.add(next(entry.entryId())));
            commit.apply(batch);
            done += entries.size();
        }
        return done;
    }

    private Commit next(String entryId) {
        int number = made++;
        return new Commit.Store(
                entryId,
                UUID.randomUUID().toString(),
                published.json(),
                published.hookType(),
                SealedEvents.session(number),
                SealedEvents.sequence(number),
                published.capturedAt(),
                published.cwd(),
                published.model());
    }

    /** What the stages make of a sample. */
    private static Commit.Store published() throws GeneralSecurityException {
        String sealingKeyset = Keysets.newSealingKeyset();
        byte[] sealed = SingleObject.RAW_HOOK.encode(new SealedEvents(Keysets.publicHalf(sealingKeyset)).next());
        Commit outcome = AllStages.with(sealingKeyset, Keysets.newEncryptionKeyset(), InstantSource.system())
                .process(new RawEntry(System.currentTimeMillis() + "-0", Map.of(RawEntry.SEALED, sealed), 1));
        if (outcome instanceof Commit.Store store) {
            return store;
        }
        throw new IllegalStateException("The stages reject the sample");
    }

    @Override
    public void close() {
        link.close();
        redis.close();
    }
}
