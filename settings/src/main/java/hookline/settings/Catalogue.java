package hookline.settings;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every setting there is, in the order in which it is shown. */
final class Catalogue {
    static final List<SettingGroup> GROUPS = Stream.of(
                    RedisVariables.GROUPS, HooklineVariables.GROUPS, ConsoleVariables.GROUPS)
            .flatMap(List::stream)
            .toList();

    static final List<Setting<?>> SETTINGS = GROUPS.stream()
            .<Setting<?>>flatMap(group -> group.settings().stream())
            .toList();

    static final List<Setting<?>> SECRETS =
            SETTINGS.stream().filter(Setting::isSecret).toList();

    /** Every variable that means something to Hookline. */
    static final Set<String> NAMES =
            SETTINGS.stream().flatMap(setting -> setting.names().stream()).collect(Collectors.toUnmodifiableSet());

    private Catalogue() {}
}
