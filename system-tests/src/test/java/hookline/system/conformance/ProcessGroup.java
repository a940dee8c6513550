package hookline.system.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;

/** All processes of one call, so that a signal reaches them at once, and also those whose parent has left. */
final class ProcessGroup {
    private static final List<String> LEADING = HookShell.onThePath("setsid").isPresent()
            ? List.of("setsid")
            : List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV or die");

    private static final Path PROCESSES = Path.of("/proc");

    private final long leader;

    /** @param leader the process that was started with {@link #leading} */
    ProcessGroup(Process leader) {
        this.leader = leader.pid();
    }

    static List<String> leading(List<String> command) {
        List<String> words = new ArrayList<>(LEADING);
        words.addAll(command);
        return words;
    }

    /** Sends a signal; a group that has ended takes none. */
    void signal(String name) throws IOException, InterruptedException {
        boolean unused = kill(name);
    }

    boolean isEmpty() throws IOException, InterruptedException {
        if (!Files.exists(PROCESSES.resolve("self/stat"))) {
            return !kill("0");
        }
        // What has ended counts for kill until its parent has looked, which the first process of a container may not.
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : processes) {
                if (isRunningMember(process.resolve("stat"))) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isRunningMember(Path stat) {
        try {
            // The program's name in front, in parentheses, may hold anything; then come state, parent and group.
            String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
            Scanner fields = new Scanner(text.substring(text.lastIndexOf(')') + 1));
            boolean running = !fields.next().equals("Z");
            fields.next();
            return running && fields.nextLong() == leader;
        } catch (IOException ended) {
            return false;
        }
    }

    private boolean kill(String signal) throws IOException, InterruptedException {
        return new ProcessBuilder(
                                "/bin/sh", "-c", "kill -s \"$0\" -- \"-$1\" 2>/dev/null", signal, Long.toString(leader))
                        .start()
                        .waitFor()
                == 0;
    }
}
