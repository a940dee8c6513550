package hookline.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    @Test
    void holdsEveryDeclaration() {
        long declared = Stream.of(RedisVariables.class, HooklineVariables.class, ConsoleVariables.class)
                .flatMap(type -> Stream.of(type.getDeclaredFields()))
                .map(Field::getType)
                .filter(Setting.class::equals)
                .count();

        assertEquals(declared, Catalogue.SETTINGS.size());
        assertEquals(
                declared,
                Catalogue.SETTINGS.stream().map(Setting::name).distinct().count());
    }

    @Test
    void hasDefaultsThatItsOwnParsersAccept() {
        for (Setting<?> setting : Catalogue.SETTINGS) {
            String text = setting.fallback().value().get();
            assertTrue(text.isEmpty() || setting.type().parse(text).isPresent(), setting.name());
        }
    }

    @Test
    void hasTheBareNamesOfTheRequirement() {
        List<String> bare = Catalogue.SETTINGS.stream()
                .map(Setting::alias)
                .flatMap(Optional::stream)
                .sorted()
                .toList();

        assertEquals(
                List.of(
                        "BATCH_SIZE",
                        "BATCH_TIMEOUT",
                        "MAX_CONCURRENT",
                        "MAX_MEMORY_MB",
                        "MAX_PAYLOAD_SIZE",
                        "RETENTION_DAYS"),
                bare);
    }

    @Test
    void givesEverySecretAFileAndACommand() {
        assertEquals(
                List.of("REDIS_PASSWORD", "REDIS_PASSWORD_FILE", "REDIS_PASSWORD_COMMAND"),
                RedisVariables.PASSWORD.names());
        assertEquals(11, Catalogue.SECRETS.size());
    }
}
