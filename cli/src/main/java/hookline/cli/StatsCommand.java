package hookline.cli;

import hookline.settings.ReaderSettings;
import hookline.streams.Redis;
import hookline.streams.RedisLink;
import hookline.streams.StoredStats;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hookline stats}: what was committed day by day, by outcome and by type. */
@Command(
        name = "stats",
        description = "Counts the last days' events by outcome and by type; days are in UTC, the newest last.",
        footer = {"", "Example:", "  hookline stats --days 30 --json | jq '.stored'"},
        mixinStandardHelpOptions = true)
final class StatsCommand implements Callable<Integer> {
    private static final int MOST = 3_660;
    private static final String TYPE = "hook_type:";

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "7",
            description = "so many days, today included (default: ${DEFAULT-VALUE})")
    private int days;

    @Option(names = "--json", description = "print one JSON object a day that has any")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Logging.ofCommand();
        if (days < 1 || days > MOST) {
            throw new CommandFailedException("--days " + days + " is not between 1 and " + MOST);
        }
        Map<String, Long> total = new TreeMap<>();
        try (Redis redis = Redis.at(ReaderSettings.from(CliEnvironment.load()).redis());
                RedisLink link = redis.link()) {
            StoredStats stats = new StoredStats(link, TailCommand.layout(redis));
            LocalDate today = LocalDate.now(ZoneOffset.UTC);
            for (int back = days - 1; back >= 0; back--) {
                LocalDate day = today.minusDays(back);
                Map<String, Long> counts = stats.of(day);
                if (!counts.isEmpty()) {
                    System.out.println(json ? json(day, counts) : text(day.toString(), counts));
                    counts.forEach((name, count) -> total.merge(name, count, Long::sum));
                }
            }
        }
        if (total.isEmpty()) {
            System.err.println("hookline: nothing was committed in that time, or retention removed its counts");
        } else if (!json) {
            System.out.println(text("in all", total));
            types(total)
                    .forEach((type, count) -> System.out.printf(Locale.ROOT, "%,14d %s%n", count, PlainText.of(type)));
        }
        return 0;
    }

    private static String text(String name, Map<String, Long> counts) {
        return String.format(
                Locale.ROOT,
                "%-10s  %,d stored, %,d duplicates, %,d dead, %,d erased",
                name,
                outcome(counts, "stored"),
                outcome(counts, "duplicate"),
                outcome(counts, "dead"),
                outcome(counts, "erased"));
    }

    private static String json(LocalDate day, Map<String, Long> counts) {
        return JsonLine.of(
                "day",
                day.toString(),
                "stored",
                outcome(counts, "stored"),
                "duplicates",
                outcome(counts, "duplicate"),
                "dead",
                outcome(counts, "dead"),
                "erased",
                outcome(counts, "erased"),
                "types",
                types(counts));
    }

    private static long outcome(Map<String, Long> counts, String name) {
        return counts.getOrDefault("outcome:" + name, 0L);
    }

    private static Map<String, Long> types(Map<String, Long> counts) {
        Map<String, Long> types = new TreeMap<>();
        counts.forEach((name, count) -> {
            if (name.startsWith(TYPE)) {
                types.put(name.substring(TYPE.length()), count);
            }
        });
        return types;
    }
}
