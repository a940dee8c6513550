package hookline.cli;

import hookline.schemas.PublishedLine;
import hookline.schemas.UndecodableException;
import hookline.schemas.crypto.Unsealing;
import hookline.settings.RedisSettings;
import hookline.streams.Keys;
import hookline.streams.Layout;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.SealedEntries;
import hookline.streams.StopSignal;
import hookline.streams.StoredEvents;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How much of what Redis holds needs each key; counted in full, and without opening anything. */
final class KeyUses {
    private final Map<String, Long> uses = new HashMap<>();
    private final Progress progress = Progress.onTerminal();
    private long seen;
    private long others;

    private KeyUses(Collection<String> keyIds) {
        keyIds.forEach(id -> uses.put(id, 0L));
    }

    /**
     * Of an encryption keyset, in the stored events.
     *
     * @throws CommandFailedException where Redis holds nothing of Hookline, so that it may well be the wrong one
     */
    static KeyUses ofEncryption(Collection<String> keyIds, RedisSettings settings) {
        KeyUses uses = new KeyUses(keyIds);
        uses.count(settings, (link, layout) -> new StoredEvents(link)
                .forEach(new StopSignal(), event -> uses.add(keyOf(event.line()), "events")));
        return uses;
    }

    /** Of a sealing keyset, in raw entries and dead letters; throws as above. */
    static KeyUses ofSealing(Collection<String> keyIds, RedisSettings settings) {
        KeyUses uses = new KeyUses(keyIds);
        uses.count(settings, (link, layout) -> {
            for (int partition = 0; partition < layout.partitions(); partition++) {
                new SealedEntries(link, new Keys(partition))
                        .forEach(new StopSignal(), hook -> uses.add(Unsealing.keyId(hook), "entries"));
            }
        });
        return uses;
    }

    long of(String keyId) {
        return uses.getOrDefault(keyId, 0L);
    }

    /** Uses of keys that are none of these. */
    long ofOthers() {
        return others;
    }

    private interface Walk {
        void over(RedisLink link, Layout layout);
    }

    private void count(RedisSettings settings, Walk walk) {
        try (Redis redis = Redis.at(settings);
                RedisLink link = redis.link()) {
            walk.over(
                    link,
                    Layout.stored(link)
                            .orElseThrow(() -> new CommandFailedException("Redis at " + redis.address()
                                    + " holds nothing of Hookline yet: look whether REDIS_HOST is the right one")));
        } finally {
            progress.end();
        }
    }

    private void add(Optional<String> keyId, String what) {
        seen++;
        keyId.ifPresent(id -> {
            if (uses.computeIfPresent(id, (known, count) -> count + 1) == null) {
                others++;
            }
        });
        progress.show(seen + " " + what + " seen");
    }

    private static Optional<String> keyOf(String line) {
        try {
            return PublishedLine.parse(line).encrypted().map(envelope -> envelope.keyId());
        } catch (UndecodableException e) {
            return Optional.empty();
        }
    }
}
