package hookline.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the process environment and the user's settings file say together, the environment winning.
 *
 * <p>Nothing is refused here: what is wrong is told by whoever takes settings out, together with what is wrong there.
 */
public final class Environment {
    private static final Path FILE = Path.of(".claude", "redis_config.env");
    private static final String PROCESS = "environment";

    private final List<Layer> layers;
    private final Path userHome;
    private final List<String> ownProblems;
    private final List<String> problems;

    private Environment(List<Layer> layers, Path userHome, List<String> problems) {
        this.layers = List.copyOf(layers);
        this.userHome = userHome;
        this.ownProblems = List.copyOf(problems);
        this.problems = Stream.concat(problems.stream(), unknownNames(layers)).toList();
    }

    /** The given variables over those of {@code .claude/redis_config.env} in the user's home, where that exists. */
    public static Environment load(Map<String, String> env, Path userHome) {
        SettingsFile file = SettingsFile.read(userHome.resolve(FILE));
        return new Environment(List.of(new Layer(PROCESS, env), file.layer()), userHome, file.problems());
    }

    /** The given variables alone; no file is read. */
    public static Environment of(Map<String, String> env) {
        Path userHome = Path.of(System.getProperty("user.home", "/"));
        return new Environment(List.of(new Layer(PROCESS, env)), userHome, List.of());
    }

    /**
     * The same under these variables, as when Hookline runs its own Redis: where they say which Redis, nothing else does.
     *
     * @param origin where they come from, for messages to people
     */
    public Environment overriddenBy(Map<String, String> variables, String origin) {
        List<Layer> all = new ArrayList<>();
        all.add(new Layer(origin, variables));
        layers.forEach(layer -> all.add(hasRedis(variables) ? withoutRedis(layer) : layer));
        return new Environment(all, userHome, ownProblems);
    }

    /**
     * The same over these variables, which count where nothing else was set: as a Redis they count whole or not at all.
     *
     * @param origin where they come from, for messages to people
     */
    public Environment fallingBackTo(Map<String, String> variables, String origin) {
        Layer fallback = new Layer(origin, variables);
        boolean redisIsChosen = layers.stream().anyMatch(layer -> hasRedis(layer.variables()));
        List<Layer> all = new ArrayList<>();
        layers.forEach(layer -> all.add(!redisIsChosen && hasRedis(variables) ? withoutRedis(layer) : layer));
        all.add(redisIsChosen ? withoutRedis(fallback) : fallback);
        return new Environment(all, userHome, ownProblems);
    }

    private static boolean hasRedis(Map<String, String> variables) {
        return variables.keySet().stream().anyMatch(Environment::isRedis);
    }

    private static Layer withoutRedis(Layer layer) {
        return new Layer(
                layer.origin(),
                layer.variables().entrySet().stream()
                        .filter(variable -> !isAboutRedis(variable.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static boolean isRedis(String name) {
        return name.startsWith("REDIS_");
    }

    private static boolean isAboutRedis(String name) {
        return isRedis(name) || RedisVariables.NETWORK_RULES.contains(name);
    }

    List<String> problems() {
        return problems;
    }

    /** All that was set for a setting, what counts first. */
    List<Given> given(Setting<?> setting) {
        List<Given> given = new ArrayList<>();
        if (setting.isSecret()) {
            layers.forEach(
                    layer -> setting.names().forEach(name -> layer.find(name).ifPresent(given::add)));
        } else {
            setting.names()
                    .forEach(name -> layers.forEach(layer -> layer.find(name).ifPresent(given::add)));
        }
        return given;
    }

    Optional<Given> find(Setting<?> setting) {
        return given(setting).stream().findFirst();
    }

    /** Resolves a leading {@code ~/}, which no shell has expanded in a settings file. */
    Path expand(Path path) {
        return path.startsWith("~") ? userHome.resolve(Path.of("~").relativize(path)) : path;
    }

    private static Stream<String> unknownNames(List<Layer> layers) {
        return layers.stream().flatMap(layer -> layer.variables().keySet().stream()
                .filter(name -> name.startsWith(Setting.PREFIX) && !Catalogue.NAMES.contains(name))
                .sorted()
                .map(name -> Quoted.plain(name) + " (" + layer.origin() + ") is not a setting"
                        + NearestName.to(name, Catalogue.NAMES)
                                .map(nearest -> "; did you mean " + nearest + '?')
                                .orElse("")));
    }
}
