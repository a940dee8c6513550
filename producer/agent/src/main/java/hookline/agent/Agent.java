package hookline.agent;

import hookline.agent.git.GitContext;
import hookline.client.Spool;
import hookline.settings.AgentSettings;
import hookline.streams.Redis;
import hookline.streams.RedisOutage;
import hookline.streams.StopSignal;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ships one home's spool to Redis for as long as it is open, whether or not Redis is there yet.
 *
 * <p>Only one agent drains a home. What ends it before it is closed, a bug or a Redis that it must not use, goes to the
 * failure handler, called once on the agent's own thread.
 */
public final class Agent implements AutoCloseable {
    private static final Duration LONGEST_BETWEEN_REMOVALS = Duration.ofSeconds(1);

    private final AgentSettings settings;
    private final Redis redis;
    private final MeterRegistry registry;
    private final InstantSource clock;
    private final Consumer<? super Throwable> onFailure;
    private final GitContext git;
    private final EventReader reader;
    private final RedisOutage outage;
    private final StopSignal stop = new StopSignal();
    private @Nullable HomeLock lock;
    private @Nullable SpoolAccountingLoop accounting;
    private @Nullable SpoolDrainer drainer;

    /**
     * Prepares an agent; touches neither the home nor Redis.
     *
     * @throws GeneralSecurityException where the sealing key is none; the message names where it came from
     */
    public Agent(
            AgentSettings settings,
            Redis redis,
            MeterRegistry registry,
            InstantSource clock,
            Consumer<? super Throwable> onFailure)
            throws GeneralSecurityException {
        this.settings = settings;
        this.redis = redis;
        this.registry = registry;
        this.clock = clock;
        this.onFailure = onFailure;
        this.outage = new RedisOutage("The agent", clock);
        this.git = new GitContext(clock);
        this.reader = new EventReader(
                SealingKey.sealing(settings.sealingPublicKey()), settings.maxPayloadSize(), settings.trim(), git);
    }

    /**
     * Starts to drain the spool; once.
     *
     * @throws HomeInUseException where another agent drains this home
     */
    public void start() throws IOException {
        Path folder = folder(settings.home());
        Spool spool = Spool.at(settings.home());
        spool.createFolders();
        lock = HomeLock.take(folder);
        accounting = new SpoolAccountingLoop(spool, settings.spoolMaxBytes(), clock, registry, stop, onFailure);
        accounting.start();
        drainer = drainer(spool, Sequencer.of(new SequenceJournal(folder.resolve("sequences")), clock));
        git.start();
        drainer.start();
    }

    /** What keeps it from shipping; empty while all is well. Safe to call from any thread. */
    public List<String> problems() {
        return outage.reason()
                .map(reason -> List.of("Events wait in the spool: " + reason))
                .orElse(List.of());
    }

    /** Ends within seconds; what Redis has not confirmed by then stays in the spool for the next agent. */
    @Override
    public void close() throws IOException {
        if (drainer != null) {
            drainer.close();
        }
        if (accounting != null) {
            accounting.close();
        }
        git.close();
        // Whoever still works keeps the home; the end of the process frees it.
        if (lock != null && (drainer == null || drainer.hasEnded())) {
            lock.close();
        }
    }

    /** Whether some agent, of this process or another, drains this home. */
    public static boolean isRunning(Path home) throws IOException {
        return HomeLock.isTaken(folder(home));
    }

    /** Whether an event that was in this home's spool has been confirmed by Redis. */
    public static boolean isShipped(Path home, String id) throws IOException {
        Spool spool = Spool.at(home);
        // In the order in which events move, so that none can slip through between two looks.
        return !Files.exists(spool.fresh().resolve(id), LinkOption.NOFOLLOW_LINKS) && !isNumbered(spool.numbered(), id);
    }

    private static Path folder(Path home) {
        return home.resolve("agent");
    }

    private static boolean isNumbered(Path folder, String id) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                folder, file -> file.getFileName().toString().startsWith(id + "."))) {
            return files.iterator().hasNext();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (NoSuchFileException noAgentYet) {
            return false;
        }
    }

    private SpoolDrainer drainer(Spool spool, Sequencer sequencer) {
        AgentCounters counters = AgentCounters.in(registry);
        HeldBackFiles heldBack = new HeldBackFiles(clock, counters.unreadable());
        RawHookSender sender = new RawHookSender(settings, redis, outage);
        ResendWindow window = new ResendWindow(spool.sent(), settings.resendWindow(), clock, heldBack);
        Shipping shipping = new Shipping(sender, window, heldBack);
        Resending resending = new Resending(
                spool,
                reader,
                sequencer,
                sender,
                shipping,
                window,
                heldBack,
                counters,
                settings.batchSize(),
                clock,
                stop);
        return new SpoolDrainer(
                spool,
                new Intake(spool, reader, sequencer, heldBack),
                new Batch(settings.batchSize(), settings.batchTimeout(), clock),
                new Batch(settings.batchSize(), settings.batchTimeout(), clock),
                shipping,
                resending,
                window,
                sequencer,
                sender,
                SpoolWatch.on(spool.fresh(), stop),
                counters,
                outage,
                betweenRemovals(settings.resendWindow()),
                clock,
                stop,
                onFailure);
    }

    private static Duration betweenRemovals(Duration resendWindow) {
        Duration quarter = resendWindow.dividedBy(4);
        return quarter.compareTo(LONGEST_BETWEEN_REMOVALS) < 0 ? quarter : LONGEST_BETWEEN_REMOVALS;
    }
}
