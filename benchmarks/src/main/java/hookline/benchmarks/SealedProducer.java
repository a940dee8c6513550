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
    private static final String AHEAD = "ahead";
    private static final String NO_END = Integer.toString(Integer.MAX_VALUE);

    private SealedProducer() {}

    /** Appends so many, however far behind the processors are. */
    static HooklineProcess fill(Workplace place, Map<String, String> settings, int events) throws IOException {
        return HooklineProcess.ofClass(place, settings, SealedProducer.class, Integer.toString(events), AHEAD);
    }

    /** Keeps the processors busy until it is closed. */
    static HooklineProcess keepUp(Workplace place, Map<String, String> settings) throws IOException {
        return HooklineProcess.ofClass(place, settings, SealedProducer.class, NO_END, "with the processors");
    }

    public static void main(String[] arguments) throws GeneralSecurityException, InterruptedException {
        int events = Integer.parseInt(arguments[0]);
        boolean ahead = arguments[1].equals(AHEAD);
        AgentSettings settings = AgentSettings.from(Environment.of(System.getenv()));
        SealedEvents sealed =
                new SealedEvents(settings.sealingPublicKey().read().reveal());
        try (Redis redis = Redis.at(settings.redis());
                RedisLink link = redis.link()) {
            Layout layout = Layout.agree(link, 0, redis.isCluster());
            RawHookStream stream = new RawHookStream(link, layout);
            for (long sent = 0; sent < events; ) {
                List<RawHook> batch = new ArrayList<>(BATCH);
                for (long n = sent; n < Math.min(events, sent + BATCH); n++) {
                    batch.add(sealed.next());
                }
                stream.append(batch);
                sent += batch.size();
                while (!ahead
                        && sent - link.call(commands -> CommittedEvents.count(commands, layout.partitions())) > LEAD) {
                    Thread.sleep(1);
                }
            }
        }
    }
}
