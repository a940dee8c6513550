package hookline.cli;

import hookline.settings.ReaderSettings;
import hookline.streams.GroupReport;
import hookline.streams.Keys;
import hookline.streams.Layout;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hookline groups}: how far the processors are, as kafka-consumer-groups shows it; never an event. */
@Command(
        name = "groups",
        description = {
            "Shows for each partition how many entries wait, how many are not delivered yet (lag), how many are delivered"
                    + " and not processed (pending), and which consumer holds them.",
            "Lag that grows wants more processors; pending entries of a consumer that has long been idle are taken over"
                    + " after HOOKLINE_CLAIM_IDLE."
        },
        footer = {"", "Example:", "  hookline groups --json | jq 'select(.lag > 1000)'"},
        mixinStandardHelpOptions = true)
final class GroupsCommand implements Callable<Integer> {
    @Option(names = "--json", description = "print one JSON object a consumer, and one a partition")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Logging.ofCommand();
        try (Redis redis = Redis.at(ReaderSettings.from(CliEnvironment.load()).redis());
                RedisLink link = redis.link()) {
            Layout layout = TailCommand.layout(redis);
            long now = System.currentTimeMillis();
            for (int partition = 0; partition < layout.partitions(); partition++) {
                Optional<GroupReport> report = GroupReport.of(link, new Keys(partition));
                if (report.isPresent()) {
                    show(report.get(), now);
                } else if (!json) {
                    System.out.printf("partition %d: no processor has read from it yet%n", partition);
                }
            }
        }
        return 0;
    }

    private void show(GroupReport report, long now) {
        long oldest = report.pending() == 0 ? 0 : Math.max(0, now - report.oldestPendingMillis());
        if (json) {
            System.out.println(JsonLine.of(
                    "partition",
                    report.partition(),
                    "waiting",
                    report.length(),
                    "lag",
                    report.lag(),
                    "pending",
                    report.pending(),
                    "oldest_pending_ms",
                    oldest));
            report.consumers()
                    .forEach(consumer -> System.out.println(JsonLine.of(
                            "partition",
                            report.partition(),
                            "consumer",
                            consumer.name(),
                            "pending",
                            consumer.pending(),
                            "idle_ms",
                            consumer.idleMillis())));
            return;
        }
        System.out.printf(
                Locale.ROOT,
                "partition %d: %,d waiting, lag %s, %,d pending%s%n",
                report.partition(),
                report.length(),
                report.lag() < 0 ? "unknown" : String.format(Locale.ROOT, "%,d", report.lag()),
                report.pending(),
                report.pending() == 0 ? "" : ", the oldest for " + seconds(oldest));
        report.consumers()
                .forEach(consumer -> System.out.printf(
                        Locale.ROOT,
                        "  %s  %,d pending, asked %s ago%n",
                        consumer.name().replaceAll("\\p{Cntrl}", "?"),
                        consumer.pending(),
                        seconds(consumer.idleMillis())));
    }

    private static String seconds(long millis) {
        return Duration.ofMillis(millis).toSeconds() + " s";
    }
}
