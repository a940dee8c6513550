package hookline.cli;

import hookline.cli.KeyHistory.Life;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A key as {@code hookline keys list} shows it; what is not known is left out.
 *
 * @param neededBy how many events or entries only this key opens
 */
record ListedKey(String purpose, Path keyset, String id, boolean primary, Life life, Optional<Long> neededBy) {
    String text() {
        return Stream.of(
                        Optional.of(purpose),
                        Optional.of(id),
                        Optional.of(primary ? "primary" : "old"),
                        life.created().map(when -> "created " + when),
                        life.replaced().filter(when -> !primary).map(when -> "replaced " + when),
                        neededBy.map(count -> "needed by " + count))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("  "));
    }

    String json() {
        List<Object> fields =
                new ArrayList<>(List.of("purpose", purpose, "key", id, "primary", primary, "keyset", keyset));
        life.created().ifPresent(when -> fields.addAll(List.of("created", when)));
        life.replaced().filter(when -> !primary).ifPresent(when -> fields.addAll(List.of("replaced", when)));
        neededBy.ifPresent(count -> fields.addAll(List.of("needed_by", count)));
        return JsonLine.of(fields.toArray());
    }
}
