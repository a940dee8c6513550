package hookline.settings;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One setting, declared once: what is parsed, shown, suggested and documented all comes from here.
 *
 * @param alias the bare name that counts where the full one is not set
 */
record Setting<T>(
        String name,
        Optional<String> alias,
        SettingType<T> type,
        Fallback fallback,
        Set<UsedBy> usedBy,
        String meaning) {
    static final String PREFIX = "HOOKLINE_";

    Setting {
        usedBy = Set.copyOf(usedBy);
    }

    static <T> Setting<T> of(String name, SettingType<T> type, Fallback fallback, Set<UsedBy> usedBy, String meaning) {
        return new Setting<>(name, Optional.empty(), type, fallback, usedBy, meaning);
    }

    static <T> Setting<T> withBareAlias(
            String name, SettingType<T> type, Fallback fallback, Set<UsedBy> usedBy, String meaning) {
        return new Setting<>(name, Optional.of(name.substring(PREFIX.length())), type, fallback, usedBy, meaning);
    }

    static Setting<Secret> secret(String name, Set<UsedBy> usedBy, String meaning) {
        return of(name, SettingType.SECRET, Fallback.NONE, usedBy, meaning);
    }

    boolean isSecret() {
        return type.equals(SettingType.SECRET);
    }

    String fileName() {
        return name + "_FILE";
    }

    String commandName() {
        return name + "_COMMAND";
    }

    /** Every variable that gives a value to this setting, the one that counts first. */
    List<String> names() {
        if (isSecret()) {
            return List.of(name, fileName(), commandName());
        }
        return alias.map(bare -> List.of(name, bare)).orElse(List.of(name));
    }
}
