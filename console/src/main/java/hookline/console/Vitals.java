package hookline.console;

import hookline.streams.GroupReport;
import hookline.streams.ServerFacts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the pipeline looked like at one moment.
 *
 * @param problem why Redis could not be asked; empty where it could
 * @param server empty where it could not
 * @param partitions of those that a processor has read from
 * @param committed events that were ever committed, over all partitions; of two looks this tells the rate
 * @param dead letters that are kept
 * @param processes what they show of themselves
 */
record Vitals(
        Instant time,
        String problem,
        Optional<ServerFacts> server,
        List<GroupReport> partitions,
        long committed,
        long dead,
        List<Processes.Answer> processes) {

    Vitals {
        partitions = List.copyOf(partitions);
        processes = List.copyOf(processes);
    }

    Exposition meters() {
        return Exposition.joined(
                processes.stream().map(Processes.Answer::meters).toList());
    }

    /** Entries that no processor has been given yet; -1 where the server cannot tell of all. */
    long lag() {
        return partitions.stream().anyMatch(partition -> partition.lag() < 0)
                ? -1
                : partitions.stream().mapToLong(GroupReport::lag).sum();
    }

    long pending() {
        return partitions.stream().mapToLong(GroupReport::pending).sum();
    }

    /** Events committed a second since an earlier look; empty where either could not ask, or Redis was emptied since. */
    OptionalDouble rateSince(Vitals earlier) {
        double seconds = (time.toEpochMilli() - earlier.time.toEpochMilli()) / 1000.0;
        boolean known = server.isPresent() && earlier.server.isPresent();
        return known && seconds > 0 && committed >= earlier.committed
                ? OptionalDouble.of((committed - earlier.committed) / seconds)
                : OptionalDouble.empty();
    }

    /** From a hook's firing to the commit, in seconds, of what was committed since an earlier look. */
    OptionalDouble durationSince(Vitals earlier, double quantile) {
        String buckets = "claude_hook_duration_seconds_bucket";
        return Quantiles.between(earlier.meters().by(buckets, "le"), meters().by(buckets, "le"), quantile);
    }
}
