package hookline.processor;

import hookline.processor.event.RejectionReason;
import hookline.processor.redact.Redacted;
import hookline.schemas.HookType;
import hookline.streams.Backlog;
import hookline.streams.Commit;
import hookline.streams.Keys;
import hookline.streams.Processed;
import hookline.streams.RawAccount;
import hookline.streams.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts what the processor does under the names that dashboards and alerts rely on; no label ever holds a session, a
 * path or a payload. Thread-safe.
 */
final class ProcessorMetrics {
    private final MeterRegistry registry;
    private final InstantSource clock;
    private final Timer duration;
    private final Counter unprocessedRemoved;
    private final Counter rawRemoved;
    private final Counter rawFlushed;
    private final Counter rawSkipped;
    private final Counter groupRecreated;
    private final Counter redelivered;
    private final Map<Integer, Backlog> backlogs = new ConcurrentHashMap<>();
    private final Map<Integer, Processed> processed = new ConcurrentHashMap<>();

    ProcessorMetrics(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
        this.duration = Timer.builder("claude.hook.duration")
                .description("From the hook firing to the commit")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(1))
                .register(registry);
        // From the start, so that an alert on them sees the first one.
        this.unprocessedRemoved = registry.counter("hookline.unprocessed.removed");
        this.rawRemoved = registry.counter("hookline.raw.unaccounted", "how", "removed");
        this.rawFlushed = registry.counter("hookline.raw.unaccounted", "how", "flushed");
        this.rawSkipped = registry.counter("hookline.raw.unaccounted", "how", "skipped");
        this.groupRecreated = registry.counter("hookline.group.recreated");
        this.redelivered = registry.counter("hookline.redelivered.events");
        for (Verdict verdict : Verdict.values()) {
            verdicts(verdict);
        }
        for (RejectionReason reason : RejectionReason.values()) {
            errors(reason.name());
        }
        Gauge.builder("hookline.last.event.timestamp.seconds", this, ProcessorMetrics::newestSeconds)
                .description("When the newest event was committed, by whichever processor; 0 while none is known")
                .register(registry);
    }

    /** Counts what a commit made of a batch, which a second delivery does not change. */
    void committed(List<Commit> outcomes, List<Verdict> verdicts) {
        for (int i = 0; i < verdicts.size(); i++) {
            Verdict verdict = verdicts.get(i);
            verdicts(verdict).increment();
            if (verdict == Verdict.STORED && outcomes.get(i) instanceof Commit.Store store) {
                stored(store);
            } else if (verdict == Verdict.DEAD && outcomes.get(i) instanceof Commit.Bury bury) {
                errors(bury.letter().getReason()).increment();
            }
        }
    }

    private Counter verdicts(Verdict verdict) {
        return registry.counter(
                "hookline.commit.events", "verdict", verdict.name().toLowerCase(Locale.ROOT));
    }

    private Counter errors(String reason) {
        return registry.counter("claude.hooks.errors", "reason", reason.toLowerCase(Locale.ROOT));
    }

    private void stored(Commit.Store store) {
        String label = HookType.parse(store.hookType()).map(HookType::label).orElse("other");
        registry.counter("claude.hooks", "hook_type", label).increment();
        Duration age = Duration.between(store.capturedAt(), clock.instant());
        duration.record(age.isNegative() ? Duration.ZERO : age);
    }

    void redacted(Redacted redacted) {
        redacted.counts().forEach((rule, count) -> registry.counter("hookline.redactions", "rule", rule)
                .increment(count));
    }

    void toleratedField(HookType hook, String field) {
        registry.counter("hookline.tolerated.fields", "hook_type", hook.label(), "field", field)
                .increment();
    }

    void redelivered() {
        redelivered.increment();
    }

    void unprocessedRemoved(long entries) {
        unprocessedRemoved.increment((double) entries);
    }

    /** Counts what left a raw stream, or was acknowledged there, by another hand than Hookline's. */
    void missing(RawAccount.Missing missing) {
        rawRemoved.increment((double) missing.removed());
        rawFlushed.increment((double) missing.flushed());
        rawSkipped.increment((double) missing.skipped());
    }

    void groupRecreated() {
        groupRecreated.increment();
    }

    /** Takes the newest look at a partition. */
    void backlog(Keys keys, Backlog backlog) {
        if (backlogs.put(keys.partition(), backlog) == null) {
            addGauges(keys.partition());
        }
    }

    /** Takes the newest look at what processing has left in a partition. */
    void processed(Keys keys, Processed look) {
        if (processed.put(keys.partition(), look) == null) {
            Tags tags = Tags.of("partition", Integer.toString(keys.partition()));
            registry.gauge("hookline.dead.letters", tags, processed, all -> {
                Processed latest = all.get(keys.partition());
                return latest == null ? 0 : latest.deadLetters();
            });
        }
    }

    private double newestSeconds() {
        return processed.values().stream()
                        .mapToLong(Processed::newestMillis)
                        .max()
                        .orElse(0)
                / 1_000.0;
    }

    private void addGauges(int partition) {
        Tags tags = Tags.of("partition", Integer.toString(partition));
        registry.gauge("hookline.stream.length", tags, backlogs, all -> latest(partition)
                .length());
        registry.gauge("hookline.consumer.lag", tags, backlogs, all -> latest(partition)
                .lag());
        registry.gauge("hookline.pending.events", tags, backlogs, all -> latest(partition)
                .pending());
        registry.gauge("hookline.oldest.unprocessed.seconds", tags, backlogs, all -> {
            long oldest = latest(partition).oldestMillis();
            return oldest == 0 ? 0 : Math.max(0, clock.millis() - oldest) / 1_000.0;
        });
    }

    private Backlog latest(int partition) {
        return backlogs.getOrDefault(partition, Backlog.NOTHING);
    }
}
