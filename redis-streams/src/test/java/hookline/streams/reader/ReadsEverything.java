package hookline.streams.reader;

import hookline.settings.Environment;
import hookline.settings.RedisSettings;
import hookline.streams.Layout;
import hookline.streams.Redis;
import hookline.streams.reader.Received.Event;
import java.time.Duration;
import java.util.Optional;

/** A reader in a process of its own; prints whether every session came whole and in order. */
final class ReadsEverything {
    private ReadsEverything() {}

    public static void main(String[] arguments) {
        long expected = Long.parseLong(arguments[0]);
        long count = 0;
        long sum = 0;
        try (Redis redis = Redis.at(RedisSettings.from(Environment.of(System.getenv())));
                LogReader reader = LogReader.open(redis, new Layout(2), ReaderOptions.from(Position.START))) {
            System.out.println("open");
            while (count < expected) {
                Optional<Received> next = reader.poll(Duration.ofMillis(500));
                if (next.isPresent() && next.get() instanceof Event event) {
                    count++;
                    sum += event.entry().sequence();
                } else if (next.isPresent()) {
                    System.out.println(next.get());
                }
            }
        }
        System.out.println(count + " " + sum);
    }
}
