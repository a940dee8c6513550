package hookline.system.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A shell that a machine may have as {@code /bin/sh}, reached by that name, since shells behave by how they are called. */
record HookShell(String name, Path program) {
    private static final String PROPERTY = "hookline.conformance.shell";
    private static final List<String> OTHERS = List.of("dash", "bash", "busybox", "mksh", "zsh");

    /** The shell that Claude Code uses here, or the one that the property names. */
    static HookShell given() {
        Path program = Path.of(System.getProperty(PROPERTY, "/bin/sh"));
        return new HookShell(program.getFileName().toString(), program);
    }

    /**
     * The given shell and, unless the property chose it, every other one of this machine.
     *
     * @param folder where links named {@code sh} are made
     */
    static List<HookShell> all(Path folder) throws IOException {
        List<HookShell> shells = new ArrayList<>(List.of(given()));
        if (System.getProperty(PROPERTY) != null) {
            return shells;
        }
        Set<Path> seen = new HashSet<>(Set.of(given().program().toRealPath()));
        for (String name : OTHERS) {
            Optional<Path> program = onThePath(name);
            if (program.isPresent() && seen.add(program.get().toRealPath())) {
                Path link = Files.createDirectories(folder.resolve(name)).resolve("sh");
                shells.add(new HookShell(name, Files.createSymbolicLink(link, program.get())));
            }
        }
        return shells;
    }

    /** The shells that are found as {@code /bin/sh} on systems in use, but not on this machine. */
    static List<String> missing() {
        return System.getProperty(PROPERTY) != null
                ? List.of()
                : Stream.of("dash", "bash", "busybox", "mksh")
                        .filter(name -> onThePath(name).isEmpty())
                        .toList();
    }

    static Optional<Path> onThePath(String name) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
