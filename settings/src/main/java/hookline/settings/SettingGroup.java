package hookline.settings;

import java.util.List;

/** Settings that belong together, in the order in which they are shown. */
record SettingGroup(String title, List<Setting<?>> settings) {
    SettingGroup {
        settings = List.copyOf(settings);
    }
}
