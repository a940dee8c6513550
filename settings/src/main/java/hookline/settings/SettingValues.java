package hookline.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Takes settings out of an environment and goes on after a bad one, so that all problems are told together. */
final class SettingValues {
    private final Environment environment;
    private final Set<String> problems;

    private SettingValues(Environment environment) {
        this.environment = environment;
        this.problems = new LinkedHashSet<>(environment.problems());
    }

    /**
     * What {@code reading} makes of the settings, provided that it met no problem; what it returns otherwise is dropped.
     *
     * @throws InvalidSettingsException with every problem
     */
    static <R> R read(Environment environment, Function<SettingValues, R> reading) {
        SettingValues values = new SettingValues(environment);
        R result = reading.apply(values);
        // No record holds these two; a mistake in them is still a mistake of every process.
        values.find(HooklineVariables.LOG_LEVEL);
        values.find(HooklineVariables.MAX_MEMORY_MB);
        if (!values.problems.isEmpty()) {
            throw new InvalidSettingsException(List.copyOf(values.problems));
        }
        return result;
    }

    boolean isSet(Setting<?> setting) {
        return environment.find(setting).isPresent();
    }

    /** The value of a setting that has a default. */
    <T> T get(Setting<T> setting) {
        return find(setting)
                .or(() -> setting.type().parse(setting.fallback().value().get()))
                .orElseThrow(() -> new IllegalStateException(setting.name() + " has no default"));
    }

    <T> Optional<T> find(Setting<T> setting) {
        Optional<Given> given = environment.find(setting);
        Optional<T> value = given.flatMap(g -> setting.type().parse(g.text()));
        if (given.isPresent() && value.isEmpty()) {
            problem(given.get() + " is " + Quoted.of(given.get().text()) + "; accepted: "
                    + setting.type().accepts().replace("`", ""));
        }
        return value;
    }

    Path folder(Setting<Path> setting) {
        return environment.expand(get(setting)).normalize();
    }

    Optional<Path> findPath(Setting<Path> setting) {
        return find(setting).map(environment::expand);
    }

    Optional<Path> existingFile(Setting<Path> setting) {
        Optional<Path> file = findPath(setting);
        file.filter(path -> !Files.isRegularFile(path) || !Files.isReadable(path))
                .ifPresent(path -> problem(setting.name() + " is " + Quoted.of(path.toString())
                        + ", which is not a file that this user can read"));
        return file;
    }

    Optional<SecretSource> findSecret(Setting<Secret> setting) {
        List<Given> given = environment.given(setting);
        for (int i = 1; i < given.size(); i++) {
            if (given.get(i).origin().equals(given.get(i - 1).origin())) {
                problem(given.get(i - 1).name() + " and " + given.get(i) + " are both set; keep one");
            }
        }
        return given.stream().findFirst().flatMap(first -> source(setting, first));
    }

    SecretSource secret(Setting<Secret> setting) {
        Optional<SecretSource> source = findSecret(setting);
        if (!isSet(setting)) {
            problem(setting.name() + " is not set; make keys with `hookline keys create`, then set "
                    + setting.fileName() + " to the file");
        }
        return source.orElseGet(() -> SecretSource.fixed(Secret.of("")));
    }

    void problem(String problem) {
        problems.add(problem);
    }

    private Optional<SecretSource> source(Setting<Secret> setting, Given given) {
        if (given.name().equals(setting.fileName())) {
            Optional<SecretSource> file = SettingType.path()
                    .parse(given.text())
                    .map(path -> new SecretFile(given.name(), environment.expand(path)));
            if (file.isEmpty()) {
                problem(given + " is not a path");
            }
            return file;
        }
        if (given.name().equals(setting.commandName())) {
            Optional<SecretSource> command =
                    CommandWords.split(given.text()).map(words -> new SecretCommand(given.name(), words));
            if (command.isEmpty()) {
                problem(given + " is not a command; it needs a program, and every quote closed");
            }
            return command;
        }
        return Optional.of(new GivenSecret(given.toString(), Secret.of(given.text())));
    }
}
