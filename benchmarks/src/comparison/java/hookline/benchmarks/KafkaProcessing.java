package hookline.benchmarks;

import org.apache.kafka.streams.StreamsConfig;

/** How Kafka Streams deals with failures. */
enum KafkaProcessing {
    EXACTLY_ONCE(
            StreamsConfig.EXACTLY_ONCE_V2,
            "exactly once",
            "stored, published and acknowledged in one transaction, which readers see about every 100 ms; published"
                    + " events stay in their topic; a second delivery is recognised by the store"),
    AT_LEAST_ONCE(
            StreamsConfig.AT_LEAST_ONCE,
            "at least once",
            "at least once: a crash publishes again what came since the last commit, by default 30 s; published events"
                    + " stay in their topic");

    private final String setting;
    private final String title;
    private final String guarantee;

    KafkaProcessing(String setting, String title, String guarantee) {
        this.setting = setting;
        this.title = title;
        this.guarantee = guarantee;
    }

    String setting() {
        return setting;
    }

    String title() {
        return title;
    }

    String guarantee() {
        return guarantee;
    }
}
