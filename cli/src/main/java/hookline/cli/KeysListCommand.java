package hookline.cli;

import hookline.schemas.crypto.Keysets;
import hookline.settings.Environment;
import hookline.settings.InvalidSettingsException;
import hookline.settings.ReaderSettings;
import hookline.settings.RedisSettings;
import hookline.streams.LayoutMismatchException;
import hookline.streams.RedisUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hookline keys list}: works without Redis, and then does not say how much needs a key. */
@Command(
        name = "list",
        description = {
            "Lists the keys in HOOKLINE_HOME/keys: for what, which is in use, since when, and how much in Redis needs it.",
            "Events need the encryption key that they were encrypted with, raw entries and dead letters the sealing key."
        },
        footer = {"", "Example:", "  hookline keys list"},
        mixinStandardHelpOptions = true)
final class KeysListCommand implements Callable<Integer> {
    @Option(names = "--json", description = "print one JSON object a key")
    private boolean json;

    /** Empty once it is known that nothing can be counted there. */
    private Optional<RedisSettings> redis = Optional.empty();

    @Override
    public Integer call() throws IOException {
        Logging.ofCommand();
        Environment environment = CliEnvironment.load();
        HomeKeys keys = KeysCommand.keys(environment);
        if (Stream.of(HomeKeys.SEALING_PUBLIC, HomeKeys.SEALING, HomeKeys.ENCRYPTION)
                .noneMatch(keys::has)) {
            throw new CommandFailedException(
                    "There are no keysets in " + keys.folder() + ": `hookline keys create` makes them");
        }
        try {
            redis = Optional.of(ReaderSettings.from(environment).redis());
        } catch (InvalidSettingsException e) {
            sayNotCounted(String.join("; ", e.problems()));
        }
        print(keys, "sealing-public", HomeKeys.SEALING_PUBLIC, (ids, settings) -> Optional.empty());
        print(keys, "sealing", HomeKeys.SEALING, (ids, settings) -> Optional.of(KeyUses.ofSealing(ids, settings)));
        print(
                keys,
                "encryption",
                HomeKeys.ENCRYPTION,
                (ids, settings) -> Optional.of(KeyUses.ofEncryption(ids, settings)));
        return 0;
    }

    private interface Counting {
        Optional<KeyUses> of(List<String> keyIds, RedisSettings settings);
    }

    private void print(HomeKeys keys, String purpose, String name, Counting counting) throws IOException {
        if (!keys.has(name)) {
            return;
        }
        Path keyset = keys.file(name);
        List<String> ids;
        try {
            ids = Keysets.keyIds(keys.read(name));
        } catch (GeneralSecurityException e) {
            throw new CommandFailedException(keyset + ": " + e.getMessage());
        }
        KeyHistory history = keys.history();
        Optional<KeyUses> uses = uses(ids, counting);
        for (String id : ids) {
            ListedKey key = new ListedKey(
                    purpose, keyset, id, id.equals(ids.get(0)), history.of(id), uses.map(counts -> counts.of(id)));
            System.out.println(json ? key.json() : key.text());
        }
        uses.filter(counts -> counts.ofOthers() > 0)
                .ifPresent(counts -> System.err.println("hookline: " + counts.ofOthers() + " of what Redis holds need"
                        + " keys that are not in " + keyset + ": look for those in your copies of it"));
    }

    private Optional<KeyUses> uses(List<String> ids, Counting counting) {
        try {
            return redis.flatMap(settings -> counting.of(ids, settings));
        } catch (RedisUnavailableException | LayoutMismatchException | CommandFailedException e) {
            redis = Optional.empty();
            sayNotCounted(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static void sayNotCounted(String why) {
        System.err.println("hookline: how much needs each key could not be counted: " + why);
    }
}
