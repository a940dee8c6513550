package hookline.cli;

import hookline.schemas.crypto.Keysets;
import hookline.settings.Environment;
import hookline.settings.ReaderSettings;
import hookline.settings.RedisSettings;
import hookline.streams.audit.AuditAct;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hookline keys retire}: a key goes only when nothing that is live needs it. */
@Command(
        name = "retire",
        description = {
            "Removes an old key from its keyset in HOOKLINE_HOME/keys, for good.",
            "Refuses while an event, a raw entry or a dead letter in Redis still needs it, and for two minutes after",
            "it was replaced, in which a process may go on with the keyset that it read before."
        },
        footer = {"", "Example:", "  hookline keys list && hookline keys retire 1526561546"},
        mixinStandardHelpOptions = true)
final class KeysRetireCommand implements Callable<Integer> {
    private final InstantSource clock = InstantSource.system();

    @Parameters(paramLabel = "KEY-ID", description = "the id that `hookline keys list` shows")
    private String keyId = "";

    @Override
    public Integer call() throws IOException, GeneralSecurityException {
        Logging.ofCommand();
        Environment environment = CliEnvironment.load();
        SecondFactor.require(environment, "keys retire");
        HomeKeys keys = KeysCommand.keys(environment);
        keys.change(() -> retire(environment, keys));
        System.err.println("Now give the keyset to every process that has a copy, and destroy the copies with the old"
                + " key: dumps and backups stay readable to whoever still has one.");
        return 0;
    }

    private void retire(Environment environment, HomeKeys keys) throws IOException, GeneralSecurityException {
        if (holds(keys, HomeKeys.ENCRYPTION)) {
            retire(environment, keys, HomeKeys.ENCRYPTION, KeyUses::ofEncryption, "run `hookline keys reencrypt`");
        } else if (holds(keys, HomeKeys.SEALING)) {
            checkNobodySealsToIt(keys);
            retire(
                    environment,
                    keys,
                    HomeKeys.SEALING,
                    KeyUses::ofSealing,
                    "wait until entries are processed and until retention has removed the dead letters, or see"
                            + " `hookline dead-letters`");
        } else {
            throw new CommandFailedException(
                    "There is no key " + keyId + " in " + keys.folder() + ": `hookline keys list` shows the keys");
        }
    }

    private void retire(Environment environment, HomeKeys keys, String name, Counting counting, String remedy)
            throws IOException, GeneralSecurityException {
        String rest = Keysets.without(keys.read(name), keyId);
        checkSettled(keys, name);
        long live = counting.of(List.of(keyId), ReaderSettings.from(environment).redis())
                .of(keyId);
        if (live > 0) {
            throw new CommandFailedException(
                    "Key " + keyId + " is still needed by " + live + " of what Redis holds: " + remedy);
        }
        CommandAudit.write(environment, AuditAct.KEYS_RETIRED, keyId);
        keys.replace(name, rest);
        System.out.println(keys.file(name) + "  " + keyId + " is retired");
    }

    private void checkSettled(HomeKeys keys, String name) throws IOException {
        Instant changed = Files.getLastModifiedTime(keys.file(name)).toInstant();
        Instant settled = keys.history().settled(keyId, changed);
        if (clock.instant().isBefore(settled)) {
            throw new CommandFailedException("Some process may still use key " + keyId + ", which was replaced at "
                    + settled.minus(KeyHistory.SETTLING).truncatedTo(ChronoUnit.SECONDS) + ": run this again after "
                    + settled.plusSeconds(1).truncatedTo(ChronoUnit.SECONDS));
        }
    }

    private void checkNobodySealsToIt(HomeKeys keys) throws IOException, GeneralSecurityException {
        if (keys.has(HomeKeys.SEALING_PUBLIC)
                && Keysets.keyIds(keys.read(HomeKeys.SEALING_PUBLIC)).get(0).equals(keyId)) {
            throw new CommandFailedException("Agents seal to key " + keyId + ", since it is the primary one of "
                    + keys.file(HomeKeys.SEALING_PUBLIC) + ": `hookline keys rotate --sealing` makes another");
        }
    }

    private boolean holds(HomeKeys keys, String name) throws IOException, GeneralSecurityException {
        return keys.has(name) && Keysets.keyIds(keys.read(name)).contains(keyId);
    }

    private interface Counting {
        KeyUses of(List<String> keyIds, RedisSettings settings);
    }
}
