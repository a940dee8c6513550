package hookline.cli.hooks;

import hookline.cli.process.Program;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of Claude Code that will read the hooks. */
public record ClaudeVersion(int major, int minor, int patch) {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Pattern TEXT = Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})(?:[-+ ].*)?");

    /** Asks the {@code claude} of this environment's {@code PATH}; empty where it gives no clear answer in time. */
    public static Optional<ClaudeVersion> ask(Map<String, String> environment) {
        return Program.find("claude", environment)
                .flatMap(claude -> claude.run(LIMIT, List.of("--version")))
                .filter(Program.Ended::well)
                .flatMap(ended -> parse(ended.firstLine()));
    }

    /** Reads a version such as {@code 2.1.240 (Claude Code)}. */
    public static Optional<ClaudeVersion> parse(String text) {
        Matcher version = TEXT.matcher(text.strip());
        return version.matches()
                ? Optional.of(new ClaudeVersion(
                        Integer.parseInt(version.group(1)),
                        Integer.parseInt(version.group(2)),
                        Integer.parseInt(version.group(3))))
                : Optional.empty();
    }

    boolean isAtLeast(ClaudeVersion other) {
        return Comparator.comparingInt(ClaudeVersion::major)
                        .thenComparingInt(ClaudeVersion::minor)
                        .thenComparingInt(ClaudeVersion::patch)
                        .compare(this, other)
                >= 0;
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
