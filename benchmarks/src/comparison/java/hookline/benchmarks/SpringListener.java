package hookline.benchmarks;

import hookline.processor.AllStages;
import hookline.streams.Commit;
import hookline.streams.ConsumerGroup;
import hookline.streams.Keys;
import hookline.streams.RawEntry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.stream.Consumer;
import org.springframework.data.redis.connection.stream.MapRecord;
import org.springframework.data.redis.connection.stream.ReadOffset;
import org.springframework.data.redis.connection.stream.StreamOffset;
import org.springframework.data.redis.core.RedisOperations;
import org.springframework.data.redis.core.SessionCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.data.redis.stream.StreamMessageListenerContainer;
import org.springframework.data.redis.stream.StreamMessageListenerContainer.StreamMessageListenerContainerOptions;

/**
 * A process of Spring Data Redis listeners, as many as Hookline has readers, that do to an event what Hookline does.
 *
 * <p>What belongs to one event goes to Redis in one round trip; a listener is called for each event by itself.
 */
final class SpringListener {
    private static final Keys KEYS = new Keys(0);

    private final AllStages stages;
    private final StringRedisTemplate template;

    private SpringListener(AllStages stages, StringRedisTemplate template) {
        this.stages = stages;
        this.template = template;
    }

    public static void main(String[] arguments) throws Exception {
        LettuceConnectionFactory connections =
                new LettuceConnectionFactory(BenchmarkRedis.HOST, Integer.parseInt(arguments[0]));
        connections.afterPropertiesSet();
        connections.start();
        StringRedisTemplate template = new StringRedisTemplate(connections);
        template.opsForStream().createGroup(KEYS.raw(), ReadOffset.from("0"), ConsumerGroup.NAME);
        SpringListener listener = new SpringListener(OwnStages.fromEnvironment(), template);
        StreamMessageListenerContainer<String, MapRecord<String, String, byte[]>> container =
                StreamMessageListenerContainer.create(
                        connections,
                        StreamMessageListenerContainerOptions.builder()
                                .batchSize(BareLoop.BATCH)
                                .pollTimeout(Duration.ofSeconds(1))
                                .keySerializer(RedisSerializer.string())
                                .<String, byte[]>hashKeySerializer(RedisSerializer.string())
                                .<String, byte[]>hashValueSerializer(RedisSerializer.byteArray())
                                .build());
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            container.receive(
                    Consumer.from(ConsumerGroup.NAME, "spring-" + i),
                    StreamOffset.create(KEYS.raw(), ReadOffset.lastConsumed()),
                    listener::onMessage);
        }
        container.start();
        new CountDownLatch(1).await();
    }

    private void onMessage(MapRecord<String, String, byte[]> message) {
        RawEntry entry = new RawEntry(message.getId().getValue(), message.getValue(), 1);
        if (stages.process(entry) instanceof Commit.Store store) {
            template.executePipelined(new SessionCallback<Object>() {
                @Override
                @SuppressWarnings({"unchecked", "NullAway"}) // The keys are strings; a pipeline wants null.
                public <K, V> Object execute(RedisOperations<K, V> operations) throws DataAccessException {
                    store((RedisOperations<String, String>) operations, store);
                    return null;
                }
            });
        } else {
            throw new IllegalStateException("The stages reject a sample");
        }
    }

    private static void store(RedisOperations<String, String> redis, Commit.Store store) {
        String now = Long.toString(Instant.now().getEpochSecond());
        String sequence = Long.toString(store.sequence());
        Map<String, String> event = new LinkedHashMap<>();
        event.put("data", store.json());
        event.put("timestamp", now);
        event.put("hook_type", store.hookType());
        event.put("session_id", store.sessionId());
        event.put("sequence", sequence);
        redis.opsForHash().putAll(KEYS.event(store.id()), event);
        String session = KEYS.session(store.sessionId());
        redis.opsForHash().putIfAbsent(session, "first_seen", now);
        redis.opsForHash()
                .putAll(
                        session,
                        Map.of("timestamp", now, "sequence", sequence, "status", "active", "cwd", store.cwd()));
        redis.opsForHash().increment(session, "count:" + store.hookType(), 1);
        redis.opsForZSet().add(KEYS.sessions(), store.sessionId(), Double.parseDouble(now));
        redis.opsForStream()
                .add(
                        KEYS.log(),
                        Map.of(
                                "id",
                                store.id(),
                                "hook_type",
                                store.hookType(),
                                "session_id",
                                store.sessionId(),
                                "sequence",
                                sequence,
                                "bytes",
                                Integer.toString(store.json().getBytes(StandardCharsets.UTF_8).length)));
        String stats = KEYS.stats(LocalDate.now(ZoneOffset.UTC));
        redis.opsForHash().increment(stats, "hook_type:" + store.hookType(), 1);
        redis.opsForHash().increment(stats, "outcome:stored", 1);
        redis.convertAndSend(Keys.CHANNEL, store.json());
        redis.opsForStream().acknowledge(KEYS.raw(), ConsumerGroup.NAME, store.entryId());
    }
}
