package hookline.benchmarks;

import hookline.streams.Keys;
import io.lettuce.core.api.async.RedisHashAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** How many events were committed to a Redis, whatever retention has removed of them since. */
final class CommittedEvents {
    private CommittedEvents() {}

    /** Asks for them; a measurement may go on past midnight, UTC. */
    static CompletionStage<Long> count(RedisHashAsyncCommands<String, byte[]> redis, int partitions) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        CompletionStage<Long> all = CompletableFuture.completedFuture(0L);
        for (int partition = 0; partition < partitions; partition++) {
            Keys keys = new Keys(partition);
            all = all.thenCombine(of(redis, keys.stats(today.minusDays(1))), Long::sum)
                    .thenCombine(of(redis, keys.stats(today)), Long::sum);
        }
        return all;
    }

    private static CompletionStage<Long> of(RedisHashAsyncCommands<String, byte[]> redis, String stats) {
        return redis.hget(stats, "outcome:stored").thenApply(CommittedEvents::number);
    }

    private static long number(byte @Nullable [] text) {
        return text == null ? 0 : Long.parseLong(new String(text, StandardCharsets.UTF_8));
    }
}
