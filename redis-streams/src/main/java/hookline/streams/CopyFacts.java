package hookline.streams;

import hookline.schemas.CopiedRecord;
import hookline.schemas.copy.CopyKind;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.MapScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScoredValueScanCursor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a copy holds beside events and dead letters: marks of erasures, sessions and stats. For one thread. */
final class CopyFacts {
    private static final Pattern STATS = Pattern.compile("hooks:stats:\\{(\\d{1,9})\\}:(\\d{4}-\\d{2}-\\d{2})");
    private static final int STEP = 500;

    private final RedisLink link;
    private final Layout layout;
    private final CopyScope scope;

    CopyFacts(RedisLink link, Layout layout, CopyScope scope) {
        this.link = link;
        this.layout = layout;
        this.scope = scope;
    }

    static CopiedRecord.Builder named(String kind, String id) {
        return CopiedRecord.newBuilder().setKind(kind).setId(id);
    }

    CopiedRecord header() {
        return named(CopyKind.HEADER, "hookline")
                .setFields(Map.of(
                        "version",
                        "1",
                        "partitions",
                        Integer.toString(layout.partitions()),
                        "whole",
                        Boolean.toString(scope.isWhole())))
                .build();
    }

    /** The same in every partition, but for an erasure that was cut off; twice in a copy does no harm. */
    void marks(CopySource.Sink sink) throws IOException {
        ScanArgs limit = ScanArgs.Builder.limit(STEP);
        for (int partition = 0; partition < layout.partitions(); partition++) {
            String key = new Keys(partition).erased();
            MapScanCursor<String, byte[]> page = link.call(redis -> redis.hscan(key, limit));
            while (true) {
                for (Map.Entry<String, byte[]> mark : page.getMap().entrySet()) {
                    String time = new String(mark.getValue(), StandardCharsets.UTF_8);
                    sink.take(named(CopyKind.ERASED, mark.getKey())
                            .setTime(StoredSessions.whole(time))
                            .setPartition(partition)
                            .build());
                }
                if (page.isFinished()) {
                    break;
                }
                ScanCursor from = page;
                page = link.call(redis -> redis.hscan(key, from, limit));
            }
        }
    }

    /** Those of the scope's session, or that were seen in its time. */
    void sessions(CopySource.Sink sink) throws IOException {
        StoredSessions stored = new StoredSessions(link, layout);
        ScanArgs limit = ScanArgs.Builder.limit(STEP);
        for (int partition = 0; partition < layout.partitions(); partition++) {
            String key = new Keys(partition).sessions();
            ScoredValueScanCursor<byte[]> page = link.call(redis -> redis.zscan(key, limit));
            while (true) {
                for (var member : page.getValues()) {
                    String id = new String(member.getValue(), StandardCharsets.UTF_8);
                    if (scope.hasSession(id)) {
                        session(stored, id, sink);
                    }
                }
                if (page.isFinished()) {
                    break;
                }
                ScanCursor from = page;
                page = link.call(redis -> redis.zscan(key, from, limit));
            }
        }
    }

    private void session(StoredSessions stored, String id, CopySource.Sink sink) throws IOException {
        var session = stored.find(id);
        if (session.isPresent()
                && scope.from()
                        .map(time -> !session.get().lastSeen().isBefore(time))
                        .orElse(true)
                && scope.to()
                        .map(time -> session.get().firstSeen().isBefore(time))
                        .orElse(true)) {
            sink.take(named(CopyKind.SESSION, id)
                    .setTime(session.get().number("timestamp"))
                    .setFields(session.get().fields())
                    .build());
        }
    }

    /** Only of a copy of everything: a day's counts are of all sessions. */
    void stats(CopySource.Sink sink) throws IOException {
        if (!scope.isWhole()) {
            return;
        }
        TreeSet<String> keys = new TreeSet<>();
        ScanArgs matching = ScanArgs.Builder.matches("hooks:stats:{*").limit(STEP);
        KeyScanCursor<String> page = link.call(redis -> redis.scan(matching));
        keys.addAll(page.getKeys());
        while (!page.isFinished()) {
            ScanCursor from = page;
            page = link.call(redis -> redis.scan(from, matching));
            keys.addAll(page.getKeys());
        }
        for (String key : keys) {
            Matcher parts = STATS.matcher(key);
            if (parts.matches()) {
                sink.take(named(CopyKind.STATS, parts.group(2))
                        .setPartition(Integer.parseInt(parts.group(1)))
                        .setFields(StoredSessions.texts(link.call(redis -> redis.hgetall(key))))
                        .build());
            }
        }
    }

    /** The hash of a record's facts under this layout. */
    static String hash(CopiedRecord copied, Layout layout) {
        return copied.getKind().equals(CopyKind.SESSION)
                ? Keys.ofSession(copied.getId(), layout.partitions()).session(copied.getId())
                : new Keys(copied.getPartition()).stats(LocalDate.parse(copied.getId()));
    }
}
