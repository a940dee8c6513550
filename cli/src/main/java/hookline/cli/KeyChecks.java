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
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Says whether the keysets that the settings lead to can be used, and whether those of agent and processor fit. */
final class KeyChecks {
    private final Checks checks;

    KeyChecks(Checks checks) {
        this.checks = checks;
    }

    /** Checks what is set; what is missing is the settings' own problem. */
    void report(Environment environment) {
        List<String> sealsTo = check(
                () -> Optional.of(AgentSettings.from(environment).sealingPublicKey()),
                keyset -> Sealing.to(keyset, InstantSource.system()));
        List<String> opens =
                check(() -> Optional.of(ProcessorSettings.from(environment).sealingKeyset()), Keysets::publicHalf);
        check(() -> ProcessorSettings.from(environment).encryptionKeyset(), PayloadDecryption::with);
        if (!sealsTo.isEmpty() && !opens.isEmpty() && !opens.contains(sealsTo.get(0))) {
            checks.bad(
                    "keys",
                    "the agent seals to key " + sealsTo.get(0) + ", which the processor's sealing keyset does not have,"
                            + " so every event would become a dead letter: give the processor the keyset that"
                            + " `hookline keys list` shows with that key");
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
        try {
            String keyset = source.get().read().reveal();
            use.of(keyset);
            List<String> ids = Keysets.keyIds(keyset);
            checks.good("keys", origin + " uses key " + ids.get(0));
            return ids;
        } catch (SecretUnavailableException e) {
            checks.bad("keys", String.valueOf(e.getMessage()));
        } catch (GeneralSecurityException e) {
            checks.bad("keys", origin + ": " + e.getMessage());
        }
        return List.of();
    }
}
