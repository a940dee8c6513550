package hookline.cli.hooks;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which hooks of ours a settings file holds.
 *
 * @param commands events whose hook runs the shim
 * @param http events whose hook posts to the agent
 * @param shims the shims that these commands run
 * @param byHand whether some command was written by hand, so that nobody knows which shim it runs
 * @param legacy hooks of the older publisher, each as event and program
 */
public record HookInventory(
        List<String> commands, List<String> http, Set<Path> shims, boolean byHand, List<String> legacy) {
    public HookInventory {
        commands = List.copyOf(commands);
        http = List.copyOf(http);
        shims = Set.copyOf(shims);
        legacy = List.copyOf(legacy);
    }

    static HookInventory of(List<PlacedHandler> own, List<String> legacy) {
        List<PlacedHandler> commands =
                own.stream().filter(placed -> !isHttp(placed)).toList();
        List<Optional<Path>> shims = commands.stream()
                .map(placed -> HookCommand.shim(placed.command()))
                .toList();
        return new HookInventory(
                events(commands),
                events(own.stream().filter(HookInventory::isHttp).toList()),
                new TreeSet<>(shims.stream().flatMap(Optional::stream).toList()),
                shims.stream().anyMatch(Optional::isEmpty),
                legacy);
    }

    public boolean isEmpty() {
        return commands.isEmpty() && http.isEmpty();
    }

    /** The events that could be recorded and are not. */
    public List<String> missing() {
        return HookEvents.all().stream()
                .filter(event -> !commands.contains(event) && !http.contains(event))
                .toList();
    }

    private static boolean isHttp(PlacedHandler placed) {
        return placed.handler().string("url").isPresent();
    }

    private static List<String> events(List<PlacedHandler> placed) {
        return placed.stream().map(each -> HookEvents.shown(each.event())).toList();
    }
}
