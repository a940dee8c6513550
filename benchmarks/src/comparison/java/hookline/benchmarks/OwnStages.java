package hookline.benchmarks;

import hookline.processor.AllStages;
import hookline.settings.Environment;
import hookline.settings.ProcessorSettings;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** The stages of a processor with the keysets that this process's environment leads to. */
final class OwnStages {
    private OwnStages() {}

    static AllStages fromEnvironment() throws GeneralSecurityException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        // A processor is not complete without a Redis, which a process on Kafka does not have.
        environment.putIfAbsent("REDIS_HOST", "127.0.0.1");
        ProcessorSettings settings = ProcessorSettings.from(Environment.of(environment));
        return AllStages.with(
                settings.sealingKeyset().read().reveal(),
                settings.encryptionKeyset().orElseThrow().read().reveal(),
                InstantSource.system());
    }
}
