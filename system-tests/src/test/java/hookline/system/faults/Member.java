package hookline.system.faults;

import hookline.system.HooklineProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One process of a pipeline with a home of its own, which can be ended in any way and started again as the same. */
final class Member implements AutoCloseable {
    private final Path work;
    private final Path home;
    private final Map<String, String> environment;
    private final List<String> command;
    private final SettableClock clock;
    private HooklineProcess process;

    private Member(Path work, Path home, Map<String, String> environment, List<String> command, SettableClock clock) {
        this.work = work;
        this.home = home;
        this.environment = environment;
        this.command = command;
        this.clock = clock;
    }

    /**
     * Starts one.
     *
     * @param work where its output goes
     * @param home its home, which it is told together with {@code environment}
     */
    static Member start(Path work, Path home, Map<String, String> environment, String... command) throws IOException {
        Map<String, String> own = new HashMap<>(environment);
        own.put("HOME", home.toString());
        own.put("HOOKLINE_HOME", home.toString());
        SettableClock clock = SettableClock.in(Files.createDirectories(work));
        own.putAll(clock.environment());
        Member member = new Member(work, Files.createDirectories(home), own, List.of(command), clock);
        member.start();
        return member;
    }

    Path home() {
        return home;
    }

    void start() throws IOException {
        process = HooklineProcess.start(work, environment, command.toArray(String[]::new));
    }

    SettableClock clock() {
        return clock;
    }

    HooklineProcess process() {
        return process;
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
