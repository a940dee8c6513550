package hookline.cli;

import hookline.settings.EffectiveSetting;
import hookline.settings.EffectiveSettings;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hookline config}. */
@Command(
        name = "config",
        description = "Lists every setting, its value (secrets masked) and where it came from.",
        footer = {"", "Example:", "  hookline config | grep REDIS"},
        mixinStandardHelpOptions = true)
final class ConfigCommand implements Callable<Integer> {
    @Option(names = "--json", description = "print one JSON object a setting")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Logging.ofCommand();
        List<EffectiveSetting> settings = EffectiveSettings.of(CliEnvironment.load());
        int names = width(settings.stream().map(EffectiveSetting::name).toList());
        int values = Math.min(
                60, width(settings.stream().map(EffectiveSetting::value).toList()));
        for (EffectiveSetting setting : settings) {
            System.out.println(
                    json
                            ? JsonLine.of("name", setting.name(), "value", setting.value(), "origin", setting.origin())
                            : padded(setting.name(), names) + "  " + padded(setting.value(), values) + "  "
                                    + setting.origin());
        }
        return 0;
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
