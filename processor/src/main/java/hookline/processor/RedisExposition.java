package hookline.processor;

import hookline.streams.ServerReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes what a server says of itself in Prometheus's text format, under the names that dashboards for the widespread
 * {@code redis_exporter} know.
 *
 * <p>It is a selection, of fixed length whatever the server holds. A field that the server does not have, or that is no
 * number, is left out. Nothing names a key, a client or an address.
 */
final class RedisExposition {
    /** How a value is read; Redis has words for some. */
    private enum Kind {
        COUNTER,
        GAUGE,
        /** 1 where the field says {@code ok} or {@code up}. */
        STATUS
    }

    /** A field and what it is exposed as. */
    private record Exposed(String field, String name, Kind kind, String help) {
        String type() {
            return kind == Kind.COUNTER ? "counter" : "gauge";
        }
    }

    private static final List<Exposed> SELECTION = List.of(
            gauge("uptime_in_seconds", "redis_uptime_in_seconds", "Since the server started"),
            gauge("connected_clients", "redis_connected_clients", "Clients, without replicas"),
            gauge("blocked_clients", "redis_blocked_clients", "Clients that wait in a blocking command"),
            gauge("maxclients", "redis_max_clients", "Most clients that it admits"),
            counter("total_connections_received", "redis_connections_received_total", "Connections accepted"),
            counter("rejected_connections", "redis_rejected_connections_total", "Connections refused by maxclients"),
            counter("total_commands_processed", "redis_commands_processed_total", "Commands run"),
            counter("total_net_input_bytes", "redis_net_input_bytes_total", "Bytes read from the network"),
            counter("total_net_output_bytes", "redis_net_output_bytes_total", "Bytes written to the network"),
            counter("used_cpu_sys", "redis_cpu_sys_seconds_total", "Processor time in the kernel"),
            counter("used_cpu_user", "redis_cpu_user_seconds_total", "Processor time outside of the kernel"),
            gauge("used_memory", "redis_memory_used_bytes", "Memory that it has allocated"),
            gauge("used_memory_rss", "redis_memory_used_rss_bytes", "Memory as the operating system sees it"),
            gauge("used_memory_peak", "redis_memory_used_peak_bytes", "Most memory allocated so far"),
            gauge("used_memory_dataset", "redis_memory_used_dataset_bytes", "Memory allocated for data alone"),
            gauge("maxmemory", "redis_memory_max_bytes", "Its limit, from which on events are refused; 0 for none"),
            gauge("mem_fragmentation_ratio", "redis_mem_fragmentation_ratio", "Resident over allocated memory"),
            counter("evicted_keys", "redis_evicted_keys_total", "Keys removed for want of memory; each is a loss"),
            counter("expired_keys", "redis_expired_keys_total", "Keys removed at their time"),
            counter("keyspace_hits", "redis_keyspace_hits_total", "Look-ups that found a key"),
            counter("keyspace_misses", "redis_keyspace_misses_total", "Look-ups that found none"),
            gauge("pubsub_channels", "redis_pubsub_channels", "Channels that somebody listens to"),
            gauge("loading", "redis_loading_dump_file", "1 while it loads its data and answers nothing"),
            gauge("rdb_changes_since_last_save", "redis_rdb_changes_since_last_save", "Changes not in a snapshot yet"),
            gauge("rdb_last_save_time", "redis_rdb_last_save_timestamp_seconds", "When the last snapshot was done"),
            status("rdb_last_bgsave_status", "redis_rdb_last_bgsave_status", "1 if the last snapshot succeeded"),
            gauge("aof_enabled", "redis_aof_enabled", "1 if it keeps an append-only file"),
            status("aof_last_write_status", "redis_aof_last_write_status", "1 if the last write to it succeeded"),
            status("aof_last_bgrewrite_status", "redis_aof_last_bgrewrite_status", "1 if its last rewrite succeeded"),
            gauge("aof_current_size", "redis_aof_current_size_bytes", "Size of the append-only file"),
            gauge("aof_delayed_fsync", "redis_aof_delayed_fsync", "Writes that waited for the disk"),
            gauge("connected_slaves", "redis_connected_slaves", "Replicas connected to it"),
            gauge("master_repl_offset", "redis_master_repl_offset", "Bytes of replication so far"),
            status("master_link_status", "redis_master_link_up", "1 if a replica reaches its master"),
            gauge("master_last_io_seconds_ago", "redis_master_last_io_seconds_ago", "Since a replica heard its master"),
            gauge("cluster_enabled", "redis_cluster_enabled", "1 if it is a node of a cluster"));

    private RedisExposition() {}

    static String of(ServerReport report) {
        Map<String, String> fields = report.fields();
        StringBuilder text = new StringBuilder(4_096);
        sample(text, "redis_up", "gauge", "1 if the server answered", "", "1");
        sample(text, "redis_instance_info", "gauge", "What kind of server it is; always 1", labels(fields), "1");
        for (Exposed exposed : SELECTION) {
            value(exposed, fields.getOrDefault(exposed.field(), ""))
                    .ifPresent(value -> sample(text, exposed.name(), exposed.type(), exposed.help(), "", value));
        }
        part(fields.getOrDefault("db0", ""), "keys=")
                .ifPresent(keys -> sample(text, "redis_db_keys", "gauge", "Keys that it holds", "{db=\"db0\"}", keys));
        return text.toString();
    }

    private static Exposed gauge(String field, String name, String help) {
        return new Exposed(field, name, Kind.GAUGE, help);
    }

    private static Exposed counter(String field, String name, String help) {
        return new Exposed(field, name, Kind.COUNTER, help);
    }

    private static Exposed status(String field, String name, String help) {
        return new Exposed(field, name, Kind.STATUS, help);
    }

    private static Optional<String> value(Exposed exposed, String text) {
        if (exposed.kind() == Kind.STATUS) {
            return text.isEmpty() ? Optional.empty() : Optional.of(text.equals("ok") || text.equals("up") ? "1" : "0");
        }
        return number(text);
    }

    private static Optional<String> number(String text) {
        return text.matches("-?[0-9]{1,20}(\\.[0-9]{1,20})?") ? Optional.of(text) : Optional.empty();
    }

    /** Of a list such as {@code keys=3,expires=0}. */
    private static Optional<String> part(String list, String name) {
        for (String part : list.split(",", -1)) {
            if (part.startsWith(name)) {
                return number(part.substring(name.length()));
            }
        }
        return Optional.empty();
    }

    private static String labels(Map<String, String> fields) {
        return "{redis_version=\"" + word(fields, "redis_version")
                + "\",redis_mode=\"" + word(fields, "redis_mode")
                + "\",role=\"" + word(fields, "role")
                + "\",maxmemory_policy=\"" + word(fields, "maxmemory_policy") + "\"}";
    }

    /** What needs no escape in a label. */
    private static String word(Map<String, String> fields, String field) {
        return fields.getOrDefault(field, "").replaceAll("[^A-Za-z0-9._-]", "");
    }

    private static void sample(StringBuilder text, String name, String type, String help, String labels, String value) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        text.append(name).append(labels).append(' ').append(value).append('\n');
    }
}
