package hookline.cli.service;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the operating system is to start.
 *
 * @param launcher the absolute path of the {@code hookline} script
 * @param command what it is given: {@code agent} or {@code up}
 * @param cpus the processors it may use, where they are restricted
 */
public record ServiceDefinition(Path launcher, String command, Path home, Path javaHome, Optional<String> cpus) {
    public static final String NAME = "hookline";
}
