package hookline.streams.access;

import hookline.settings.HostAndPort;
import hookline.settings.RedisSettings;
import hookline.settings.Topology;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Every server of a Redis, replicas included, since any of them may be asked tomorrow. For one thread at a time. */
public final class AccessServers implements AutoCloseable {
    /** Nodes that a cluster names and that nobody can connect to. */
    private static final Set<String> NOT_THERE = Set.of("noaddr", "handshake");

    private final List<Redis> clients = new ArrayList<>();
    private final List<RedisLink> links = new ArrayList<>();
    private final List<AccessServer> all = new ArrayList<>();

    private AccessServers() {}

    /**
     * Finds them. A server that is away shows when it is asked.
     *
     * @throws hookline.streams.RedisUnavailableException where none says who the others are
     * @throws AccessRefusedException where it is a replica, which does not know them
     */
    public static AccessServers of(RedisSettings settings) {
        AccessServers servers = new AccessServers();
        try {
            servers.find(settings);
            return servers;
        } catch (RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    List<AccessServer> all() {
        return List.copyOf(all);
    }

    private void find(RedisSettings settings) {
        if (settings.topology() == Topology.CLUSTER) {
            nodes(settings).forEach(node -> add(at(settings, node)));
        } else {
            replicas(add(settings)).forEach(replica -> add(at(settings, replica)));
        }
    }

    private RedisLink add(RedisSettings settings) {
        Redis redis = Redis.at(settings);
        clients.add(redis);
        RedisLink link = redis.link();
        links.add(link);
        all.add(new AccessServer(link));
        return link;
    }

    private static RedisSettings at(RedisSettings settings, HostAndPort server) {
        return new RedisSettings(
                Topology.SINGLE,
                List.of(server),
                "",
                settings.username(),
                settings.password(),
                settings.tls(),
                settings.network(),
                settings.shardedPubsub());
    }

    private static List<HostAndPort> nodes(RedisSettings settings) {
        try (Redis redis = Redis.at(settings);
                RedisLink link = redis.link()) {
            List<HostAndPort> nodes = new ArrayList<>();
            for (String line : link.call(commands -> commands.clusterNodes()).split("\n", -1)) {
                String[] words = line.split(" ", -1);
                if (words.length > 2
                        && List.of(words[2].split(",", -1)).stream().noneMatch(NOT_THERE::contains)) {
                    nodes.add(node(words[1], settings.nodes().get(0)));
                }
            }
            return nodes;
        }
    }

    /** Reads {@code host:port@bus,name}; the host is missing where a node has never met another. */
    private static HostAndPort node(String place, HostAndPort asked) {
        String address = place.substring(0, place.indexOf('@'));
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, colon);
        return new HostAndPort(
                host.isEmpty() ? asked.host() : host, Integer.parseInt(address, colon + 1, address.length(), 10));
    }

    private static List<HostAndPort> replicas(RedisLink link) {
        List<Object> role = link.call(commands -> commands.role());
        if (!text(role.get(0)).equals("master")) {
            throw new AccessRefusedException("Redis at " + link.address()
                    + " is a replica, and does not know the others: let REDIS_HOST lead to the primary");
        }
        List<HostAndPort> replicas = new ArrayList<>();
        for (Object replica : (List<?>) role.get(2)) {
            List<?> facts = (List<?>) replica;
            replicas.add(new HostAndPort(text(facts.get(0)), Integer.parseInt(text(facts.get(1)))));
        }
        return replicas;
    }

    private static String text(Object reply) {
        return reply instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(reply);
    }

    @Override
    public void close() {
        links.forEach(RedisLink::close);
        clients.forEach(Redis::close);
    }
}
