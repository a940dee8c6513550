package hookline.settings;

import java.util.List;
import java.util.Optional;

/** What every setting is and why, with secrets masked; it also answers for settings that are refused elsewhere. */
public final class EffectiveSettings {
    private static final String DEFAULT = "default";
    private static final String MASK = "***";

    private EffectiveSettings() {}

    /** Every declared setting, in the order of the reference; no file is read and no command run for it. */
    public static List<EffectiveSetting> of(Environment environment) {
        return Catalogue.SETTINGS.stream()
                .map(setting -> effective(setting, environment))
                .toList();
    }

    private static EffectiveSetting effective(Setting<?> setting, Environment environment) {
        Optional<Given> given = environment.find(setting);
        return given.map(g -> new EffectiveSetting(setting.name(), value(setting, g), origin(setting, g)))
                .orElseGet(() -> new EffectiveSetting(setting.name(), byDefault(setting), DEFAULT));
    }

    private static String value(Setting<?> setting, Given given) {
        return setting.isSecret() ? MASK : Quoted.plain(given.text());
    }

    private static String origin(Setting<?> setting, Given given) {
        if (given.name().equals(setting.name())) {
            return given.origin();
        }
        boolean file = setting.isSecret() && given.name().equals(setting.fileName());
        return file ? given.name() + '=' + Quoted.plain(given.text()) : given.name();
    }

    private static String byDefault(Setting<?> setting) {
        String value = setting.fallback().value().get();
        return value.isEmpty() ? setting.fallback().description() : value;
    }
}
