package hookline.streams;

import hookline.settings.HostAndPort;
import hookline.settings.RedisSettings;
import hookline.settings.ShardedPubsub;
import hookline.settings.Topology;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetricsPublisher;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.KeepAliveOptions;
import io.lettuce.core.SocketOptions.TcpUserTimeoutOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.metrics.MicrometerCommandLatencyRecorder;
import io.lettuce.core.metrics.MicrometerOptions;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.EpollProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Owns the client for one Redis, be it a server, a cluster or a sentinel group, and hands out {@link RedisLink}s to it.
 *
 * <p>Nothing is sent until a link is used, so a process starts while Redis is away. One circuit breaker watches over
 * all links, so that a Redis that is down is asked seldom. Thread-safe.
 */
public final class Redis implements AutoCloseable {
    static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    /** Far above what any command of ours takes, the blocking reads of one second included. */
    static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(8);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration TOPOLOGY_REFRESH = Duration.ofSeconds(10);
    private static final Duration BETWEEN_REFRESHES = Duration.ofSeconds(1);

    /** One agent batch or one commit is far smaller; what exceeds it is refused at once instead of piling up. */
    private static final int REQUEST_QUEUE = 10_000;

    private final RedisSettings settings;
    private final Optional<RedisLogin> login;
    private final RedisTls tls;
    private final ClientResources resources;
    private final AbstractRedisClient client;
    private final CircuitBreaker breaker;
    private final @Nullable ClusterTopology topology;
    private volatile String lastTrouble = "the last calls failed";

    private Redis(
            RedisSettings settings,
            Optional<RedisLogin> login,
            RedisTls tls,
            ClientResources resources,
            AbstractRedisClient client,
            CircuitBreaker breaker) {
        this.settings = settings;
        this.login = login;
        this.tls = tls;
        this.resources = resources;
        this.client = client;
        this.breaker = breaker;
        this.topology =
                client instanceof RedisClusterClient cluster ? new ClusterTopology(cluster, BETWEEN_REFRESHES) : null;
    }

    /** Prepares the client; does no I/O. */
    public static Redis at(RedisSettings settings) {
        return at(settings, ClientResources.builder());
    }

    /** The same, with meters of its commands and of its circuit breaker; none of them tells keys or values. */
    public static Redis at(RedisSettings settings, MeterRegistry registry) {
        Redis redis = at(
                settings,
                ClientResources.builder()
                        .commandLatencyRecorder(
                                new MicrometerCommandLatencyRecorder(registry, MicrometerOptions.create())));
        new TaggedCircuitBreakerMetricsPublisher(registry).publishMetrics(redis.breaker);
        return redis;
    }

    private static Redis at(RedisSettings settings, ClientResources.Builder builder) {
        Optional<RedisLogin> login = settings.password().map(password -> new RedisLogin(settings.username(), password));
        List<RedisURI> uris = uris(settings, login);
        RedisTls tls = new RedisTls(settings.tls(), InstantSource.system());
        ClientResources resources =
                builder.nettyCustomizer(new NetworkGate(settings.network())).build();
        AbstractRedisClient client;
        if (settings.topology() == Topology.CLUSTER) {
            RedisClusterClient cluster = RedisClusterClient.create(resources, uris);
            cluster.setOptions(ClusterClientOptions.builder(options(tls))
                    .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                            .enablePeriodicRefresh(TOPOLOGY_REFRESH)
                            .adaptiveRefreshTriggersTimeout(BETWEEN_REFRESHES)
                            .build())
                    .build());
            client = cluster;
        } else {
            RedisClient single = RedisClient.create(resources, uris.get(0));
            single.setOptions(options(tls));
            client = single;
        }
        return new Redis(settings, login, tls, resources, client, RedisFailure.breaker());
    }

    /** A connection of its own, made when it is first used; whoever blocks in reads needs one for himself. */
    public RedisLink link() {
        return new RedisLink(this, breaker);
    }

    /** Follows the channel of all published events; the subscription starts when the result is opened. */
    public PublishedChannel channel() {
        return new PublishedChannel(this, List.of());
    }

    /** The same, on the partitions' own channels where those are the only ones. */
    public PublishedChannel channel(Layout layout) {
        return settings.shardedPubsub() == ShardedPubsub.ONLY ? shardChannels(layout) : channel();
    }

    /** Follows each partition's own channel. */
    PublishedChannel shardChannels(Layout layout) {
        return new PublishedChannel(
                this,
                IntStream.range(0, layout.partitions())
                        .mapToObj(partition -> new Keys(partition).channel())
                        .collect(Collectors.toList()));
    }

    ShardedPubsub shardedPubsub() {
        return settings.shardedPubsub();
    }

    public boolean isCluster() {
        return client instanceof RedisClusterClient;
    }

    /** Where it is, for messages to people. */
    public String address() {
        return settings.nodes().stream().map(HostAndPort::toString).collect(Collectors.joining(","));
    }

    public CircuitBreaker breaker() {
        return breaker;
    }

    /** The client, for a connection that is about to be made: it has just read password and TLS files again. */
    AbstractRedisClient readyClient() {
        tls.readFiles();
        login.ifPresent(RedisLogin::read);
        return client;
    }

    /** Why the circuit breaker lets nobody ask. */
    String lastTrouble() {
        return lastTrouble;
    }

    /** How often a cluster's slots have got other owners. */
    long topologyChanges() {
        return topology == null ? 0 : topology.changes();
    }

    /** Tells that the connection of some link broke, and what was said then. */
    void connectionBroke(String why) {
        lastTrouble = why;
        if (topology != null) {
            topology.lookAgain();
        }
    }

    /** What keeps client and server from agreeing on TLS; empty where it is something else. */
    Optional<String> tlsRefusal(Throwable failure) {
        return TlsRefusal.of(failure, settings.tls());
    }

    @Override
    public void close() {
        if (topology != null) {
            topology.close();
        }
        client.shutdown(0, SHUTDOWN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        resources
                .shutdown(0, SHUTDOWN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(SHUTDOWN_TIMEOUT.toMillis());
    }

    private static List<RedisURI> uris(RedisSettings settings, Optional<RedisLogin> login) {
        if (settings.topology() == Topology.SENTINEL) {
            HostAndPort first = settings.nodes().get(0);
            RedisURI.Builder builder = RedisURI.Builder.sentinel(first.host(), first.port(), settings.sentinelMaster());
            settings.nodes().stream().skip(1).forEach(node -> builder.withSentinel(node.host(), node.port()));
            return List.of(complete(builder, settings, login));
        }
        return settings.nodes().stream()
                .map(node -> complete(RedisURI.builder().withHost(node.host()).withPort(node.port()), settings, login))
                .collect(Collectors.toList());
    }

    private static RedisURI complete(RedisURI.Builder builder, RedisSettings settings, Optional<RedisLogin> login) {
        builder.withTimeout(COMMAND_TIMEOUT).withClientName("hookline");
        login.ifPresent(builder::withAuthentication);
        if (settings.tls().enabled()) {
            builder.withSsl(true).withVerifyPeer(settings.tls().skipVerify() ? SslVerifyMode.NONE : SslVerifyMode.FULL);
        }
        return builder.build();
    }

    /**
     * Without automatic reconnection nothing is buffered while disconnected and nothing is sent again behind our back:
     * what was under way fails at once, and the link makes a new connection when it is next used.
     */
    private static ClientOptions options(RedisTls tls) {
        return ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(REQUEST_QUEUE)
                .protocolVersion(ProtocolVersion.RESP3)
                .timeoutOptions(TimeoutOptions.enabled(COMMAND_TIMEOUT))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(CONNECT_TIMEOUT)
                        .keepAlive(KeepAliveOptions.builder()
                                .enable()
                                .idle(Duration.ofSeconds(13))
                                .interval(Duration.ofSeconds(13))
                                .count(3)
                                .build())
                        // Only Linux has it; elsewhere the command timeout finds a dead connection.
                        .tcpUserTimeout(TcpUserTimeoutOptions.builder()
                                .enable(EpollProvider.isAvailable())
                                .tcpUserTimeout(COMMAND_TIMEOUT)
                                .build())
                        .build())
                .sslOptions(tls.options())
                .build();
    }
}
