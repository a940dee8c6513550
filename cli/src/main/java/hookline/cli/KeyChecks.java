package hookline.cli;

import hookline.schemas.crypto.Keysets;
import hookline.schemas.crypto.PayloadDecryption;
import hookline.schemas.crypto.Sealing;
import hookline.settings.AgentSettings;
import hookline.settings.Environment;
import hookline.settings.InvalidSettingsException;
import hookline.settings.ProcessorSettings;
import hookline.settings.SecretSource;
import hookline.settings.SecretUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Says whether the keysets that the settings lead to can be used, whether those of agent and processor fit, and whether
 * anybody else can read or change what lies in {@code HOOKLINE_HOME/keys}.
 */
final class KeyChecks {
    private static final String KEYS = "keys";

    private final Checks checks;
    private final Set<String> checked = new HashSet<>();

    KeyChecks(Checks checks) {
        this.checks = checks;
    }

    /** Checks what is set; what is missing is the settings' own problem. */
    void report(Environment environment, HomeKeys keys) throws IOException {
        List<String> sealsTo = check(
                () -> Optional.of(AgentSettings.from(environment).sealingPublicKey()),
                keyset -> Sealing.to(keyset, InstantSource.system()));
        List<String> opens =
                check(() -> Optional.of(ProcessorSettings.from(environment).sealingKeyset()), Keysets::publicHalf);
        check(() -> ProcessorSettings.from(environment).encryptionKeyset(), PayloadDecryption::with);
        if (!sealsTo.isEmpty() && !opens.isEmpty() && !opens.contains(sealsTo.get(0))) {
            checks.bad(
                    KEYS,
                    "the agent seals to key " + sealsTo.get(0) + ", which the processor's sealing keyset does not have,"
                            + " so every event would become a dead letter: give the processor the keyset that"
                            + " `hookline keys list` shows with that key");
        }
        if (Files.isDirectory(keys.folder())) {
            checkFolder(keys.folder());
        }
    }

    private interface Use {
        Object of(String keyset) throws GeneralSecurityException;
    }

    /** The keyset's ids, the primary one first; none where it is not set or cannot be used. */
    private List<String> check(Supplier<Optional<SecretSource>> setting, Use use) {
        Optional<SecretSource> source;
        try {
            source = setting.get();
        } catch (InvalidSettingsException e) {
            return List.of();
        }
        if (source.isEmpty()) {
            return List.of();
        }
        String origin = source.get().origin();
        checked.add(origin.substring(origin.indexOf('=') + 1));
        return check(source.get(), origin, use);
    }

    private List<String> check(SecretSource source, String origin, Use use) {
        try {
            String keyset = source.read().reveal();
            use.of(keyset);
            List<String> ids = Keysets.keyIds(keyset);
            checks.good(KEYS, origin + " uses key " + ids.get(0));
            return ids;
        } catch (SecretUnavailableException e) {
            checks.bad(KEYS, String.valueOf(e.getMessage()));
        } catch (GeneralSecurityException e) {
            checks.bad(
                    KEYS,
                    origin + ": " + e.getMessage() + ". Put your copy of it there; where there is none, `hookline keys"
                            + " create` makes another once it is moved away, which does not open what this one closed");
        }
        return List.of();
    }

    private void checkFolder(Path folder) throws IOException {
        if (!Files.isReadable(folder)) {
            checks.bad(
                    KEYS,
                    folder + " belongs to " + Files.getOwner(folder) + " and cannot be read: run this as that user, or"
                            + " give the folder and all in it to yourself");
            return;
        }
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(folder);
        if (rights.stream().anyMatch(right -> !right.name().startsWith("OWNER"))) {
            checks.bad(
                    KEYS,
                    folder + " is open to others (" + PosixFilePermissions.toString(rights) + "): chmod 700 " + folder);
        } else {
            checks.good(KEYS, folder + " is for its owner alone");
        }
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.filter(file -> !checked.contains(file.toString()))
                    .filter(file -> !file.endsWith(HomeKeys.LOCK))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            if (file.toString().endsWith(".partial")) {
                checks.bad(KEYS, file + " is what an interrupted command left, and may hold a key: rm " + file);
            } else {
                checkFile(file);
            }
        }
    }

    private void checkFile(Path file) {
        SecretSource source = SecretSource.file("HOOKLINE_HOME", file);
        if (file.toString().endsWith(".json")) {
            check(source, file.toString(), keyset -> keyset);
        } else {
            try {
                source.read();
            } catch (SecretUnavailableException e) {
                checks.bad(KEYS, String.valueOf(e.getMessage()));
            }
        }
    }
}
