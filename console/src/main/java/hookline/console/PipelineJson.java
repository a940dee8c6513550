package hookline.console;

import com.fasterxml.jackson.core.JsonGenerator;
import hookline.console.PipelineHistory.Moment;
import hookline.streams.GroupReport;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Writes what the pipeline's page shows: the newest look in full, and the numbers of those before it. */
final class PipelineJson {
    private PipelineJson() {}

    static String of(List<Moment> moments) {
        return JsonText.of(json -> {
            json.writeStartObject();
            if (!moments.isEmpty()) {
                write(json, moments.get(moments.size() - 1).vitals());
                writeSeries(json, moments);
            }
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, Vitals vitals) throws IOException {
        json.writeNumberField("time", vitals.time().toEpochMilli());
        json.writeStringField("problem", vitals.problem());
        if (vitals.server().isPresent()) {
            json.writeObjectFieldStart("server");
            json.writeStringField(
                    "name",
                    vitals.server().get().name() + " " + vitals.server().get().version());
            json.writeNumberField("usedBytes", vitals.server().get().usedBytes());
            json.writeNumberField("maxBytes", vitals.server().get().maxBytes());
            json.writeEndObject();
        }
        json.writeNumberField("committed", vitals.committed());
        json.writeNumberField("dead", vitals.dead());
        json.writeArrayFieldStart("partitions");
        for (GroupReport partition : vitals.partitions()) {
            write(json, partition, vitals.time().toEpochMilli());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("processes");
        for (Processes.Answer process : vitals.processes()) {
            json.writeStartObject();
            json.writeStringField("address", process.address().toString());
            json.writeStringField("problem", process.problem());
            json.writeNumberField("memory", (long) process.meters().sum("jvm_memory_used_bytes"));
            json.writeNumberField("uptime", (long) process.meters().sum("process_uptime_seconds"));
            json.writeEndObject();
        }
        json.writeEndArray();
        Exposition meters = vitals.meters();
        counts(json, "redactions", meters.by("hookline_redactions_total", "rule"));
        counts(json, "errors", meters.by("claude_hooks_errors_total", "reason"));
        counts(json, "verdicts", meters.by("hookline_commit_events_total", "verdict"));
        counts(json, "removed", meters.by("hookline_retention_removed_total", "what"));
        json.writeNumberField("retentionRun", (long) meters.sum("hookline_retention_last_run_timestamp_seconds"));
        json.writeNumberField("spool", (long) meters.sum("hookline_spool_events"));
        json.writeNumberField("lost", (long) (meters.sum("hookline_unprocessed_removed_total")
                + meters.sum("hookline_raw_unaccounted_total")
                + meters.sum("hookline_raw_expired_total")));
    }

    private static void write(JsonGenerator json, GroupReport partition, long now) throws IOException {
        json.writeStartObject();
        json.writeNumberField("partition", partition.partition());
        json.writeNumberField("waiting", partition.length());
        json.writeNumberField("lag", partition.lag());
        json.writeNumberField("pending", partition.pending());
        json.writeNumberField(
                "oldest", partition.pending() == 0 ? 0 : Math.max(0, now - partition.oldestPendingMillis()));
        json.writeArrayFieldStart("consumers");
        for (GroupReport.Consumer consumer : partition.consumers()) {
            json.writeStartObject();
            json.writeStringField("name", consumer.name());
            json.writeNumberField("pending", consumer.pending());
            json.writeNumberField("idle", consumer.idleMillis());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void counts(JsonGenerator json, String name, Map<String, Double> counts) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Double> count : counts.entrySet()) {
            json.writeNumberField(count.getKey(), count.getValue().longValue());
        }
        json.writeEndObject();
    }

    private static void writeSeries(JsonGenerator json, List<Moment> moments) throws IOException {
        json.writeObjectFieldStart("series");
        series(json, "time", moments, moment -> moment.vitals().time().toEpochMilli() / 1000.0);
        series(json, "rate", moments, Moment::rate);
        series(json, "lag", moments, moment -> moment.vitals().lag());
        series(json, "pending", moments, moment -> moment.vitals().pending());
        series(json, "median", moments, moment -> moment.median() * 1000);
        series(json, "slowest", moments, moment -> moment.slowest() * 1000);
        series(json, "memory", moments, moment -> moment.vitals()
                .server()
                .map(server -> server.usedBytes() / 1048576.0)
                .orElse(Double.NaN));
        json.writeEndObject();
    }

    private static void series(JsonGenerator json, String name, List<Moment> moments, ToDoubleFunction<Moment> value)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (Moment moment : moments) {
            double number = value.applyAsDouble(moment);
            if (Double.isNaN(number)) {
                json.writeNull();
            } else {
                json.writeNumber(number);
            }
        }
        json.writeEndArray();
    }
}
