package hookline.benchmarks;

import hookline.schemas.RawHook;
import hookline.settings.AgentSettings;
import hookline.settings.Environment;
import hookline.streams.Layout;
import hookline.streams.RawHookStream;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A process that seals events and appends them in pipelined batches, as an agent does with those of its spool.
 *
 * <p>Where it is told a lead, it never runs further ahead of the processors, so that it is their speed that is measured
 * and not the size of a backlog.
 */
final class SealedProducer {
    /** As many as an agent sends together. */
    private static final int BATCH = 128;

    private static final int LEAD = 4_096;

    /** In milliseconds: a look costs two commands a partition, and a lead lasts for much longer. */
    private static final int BETWEEN_LOOKS = 10;

    private static final String NO_END = Integer.toString(Integer.MAX_VALUE);

    private SealedProducer() {}

    /** Appends so many, however far behind the processors are. */
    static HooklineProcess fill(Workplace place, Map<String, String> settings, int events) throws IOException {
        return HooklineProcess.ofClass(place, settings, SealedProducer.class, Integer.toString(events), "1", NO_END);
    }

    /** Keeps the processors busy until it is closed. */
    static HooklineProcess keepUp(Workplace place, Map<String, String> settings) throws IOException {
        return keepAhead(place, settings, 1, LEAD);
    }

    /** The same as one of several, each so many events ahead of its share of what is committed. */
    static HooklineProcess keepAhead(Workplace place, Map<String, String> settings, int producers, int lead)
            throws IOException {
        return HooklineProcess.ofClass(
                place, settings, SealedProducer.class, NO_END, Integer.toString(producers), Integer.toString(lead));
    }

    public static void main(String[] arguments) throws GeneralSecurityException, InterruptedException {
        int events = Integer.parseInt(arguments[0]);
        int producers = Integer.parseInt(arguments[1]);
        int lead = Integer.parseInt(arguments[2]);
        AgentSettings settings = AgentSettings.from(Environment.of(System.getenv()));
        SealedEvents sealed =
                new SealedEvents(settings.sealingPublicKey().read().reveal());
        try (Redis redis = Redis.at(settings.redis());
                RedisLink link = redis.link()) {
            Layout layout = Layout.agree(link, 0, redis.isCluster());
            RawHookStream stream = new RawHookStream(link, layout);
            long committed = 0;
            for (long sent = 0; sent < events; ) {
                List<RawHook> batch = new ArrayList<>(BATCH);
                for (long n = sent; n < Math.min(events, sent + BATCH); n++) {
                    batch.add(sealed.next());
                }
                stream.append(batch);
                sent += batch.size();
                while (sent - committed > lead) {
                    committed = link.call(commands -> CommittedEvents.count(commands, layout.partitions())) / producers;
                    if (sent - committed > lead) {
                        Thread.sleep(BETWEEN_LOOKS);
                    }
                }
            }
        }
    }
}
