package hookline.benchmarks;

import hookline.streams.Keys;
import io.lettuce.core.api.async.RedisHashAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** How many events were committed to a Redis, whatever retention has removed of them since. */
final class CommittedEvents {
    private static final Keys KEYS = new Keys(0);

    private CommittedEvents() {}

    /** Asks for them; a measurement may go on past midnight, UTC. */
    static CompletionStage<Long> count(RedisHashAsyncCommands<String, byte[]> redis) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return of(redis, today.minusDays(1)).thenCombine(of(redis, today), Long::sum);
    }

    private static CompletionStage<Long> of(RedisHashAsyncCommands<String, byte[]> redis, LocalDate day) {
        return redis.hget(KEYS.stats(day), "outcome:stored").thenApply(CommittedEvents::number);
    }

    private static long number(byte @Nullable [] text) {
        return text == null ? 0 : Long.parseLong(new String(text, StandardCharsets.UTF_8));
    }
}
