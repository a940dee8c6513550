package hookline.agent;

import hookline.schemas.RawHook;
import hookline.settings.AgentSettings;
import hookline.streams.Layout;
import hookline.streams.RawHookStream;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.RedisOutage;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Sends sealed events to Redis over one connection, on which it has agreed on the layout before.
 *
 * <p>For one thread, which also closes it.
 */
final class RawHookSender implements AutoCloseable {
    private final RedisLink link;
    private final int partitions;
    private final boolean cluster;
    private final RedisOutage outage;
    private @Nullable RawHookStream stream;
    private long agreedOn;

    RawHookSender(AgentSettings settings, Redis redis, RedisOutage outage) {
        this.link = redis.link();
        this.partitions = settings.partitions();
        this.cluster = redis.isCluster();
        this.outage = outage;
    }

    /**
     * Returns once Redis has confirmed all of them.
     *
     * @throws hookline.streams.RedisUnavailableException where it is not known which of them arrived
     * @throws hookline.streams.EntryRefusedException where Redis will never take one of them
     */
    void send(Collection<RawHook> hooks) {
        RawHookStream agreed = stream;
        if (agreed == null || link.generation() != agreedOn) {
            agreed = connected();
        }
        agreed.append(hooks);
        outage.isOver();
    }

    /**
     * Returns once Redis has answered, on a new connection if the last one broke unnoticed. That it answers does not
     * mean that it takes anything.
     *
     * @throws hookline.streams.RedisUnavailableException where it does not answer
     */
    void ask() {
        connected();
    }

    /** Rises with every new connection: what was confirmed on an earlier one may have been lost since. */
    long connection() {
        return link.generation();
    }

    private RawHookStream connected() {
        RawHookStream agreed = new RawHookStream(link, Layout.agree(link, partitions, cluster));
        stream = agreed;
        agreedOn = link.generation();
        return agreed;
    }

    @Override
    public void close() {
        link.close();
    }
}
