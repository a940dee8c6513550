package hookline.system.conformance;

import hookline.client.Spool;
import hookline.system.conformance.Finding.Violation;
import hookline.system.conformance.HookRun.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One event, one recorder and a home of their own, which a condition makes as bad as it likes before the hook fires.
 *
 * <p>Unless it changes that, nothing runs: no agent, and no Redis where the environment points to one. Every call that
 * ends is checked for what it did to its session.
 */
final class Scene {
    /** A port on which nothing listens. */
    private static final String NOBODY = "1";

    private final HookEventSample event;
    private final Recorder recorder;
    private final Path folder;
    private final Duration bound;
    private final Findings findings;
    private final String where;
    private final Map<String, String> environment = new HashMap<>();
    private List<String> wrapper = List.of();
    private StandardInput input;
    private Path home;
    private Path shim;

    Scene(String condition, HookEventSample event, Recorder recorder, Path folder, Duration bound, Findings findings)
            throws IOException {
        this.event = event;
        this.recorder = recorder;
        this.folder = folder;
        this.bound = bound;
        this.findings = findings;
        this.where = condition + " (" + recorder + "), " + event.name();
        this.input = StandardInput.whole(event);
        Files.createDirectory(folder.resolve("project"));
        environment.put("PATH", System.getenv("PATH"));
        environment.put("REDIS_HOST", "127.0.0.1");
        environment.put("REDIS_PORT", NOBODY);
        home(folder.resolve("home"));
        Files.createDirectories(home.resolve("bin"));
        Spool.at(home).createFolders();
        shim = home.resolve("bin").resolve("hookline-hook");
        if (recorder.script().isPresent()) {
            // A copy would be busy for as long as a process that is just being forked holds it open.
            Files.createLink(shim, recorder.script().get());
        }
    }

    HookEventSample event() {
        return event;
    }

    Recorder recorder() {
        return recorder;
    }

    Path folder() {
        return folder;
    }

    Path home() {
        return home;
    }

    Path shim() {
        return shim;
    }

    /** Lets the recorder keep its events elsewhere; its program stays where it is. */
    Scene home(Path other) {
        home = other;
        environment.put("HOME", other.toString());
        environment.put("HOOKLINE_HOME", other.toString());
        return this;
    }

    /** Gives the home, program included, another name. */
    Scene renameHome(String name) throws IOException {
        Path renamed = Files.move(home, folder.resolve(name));
        shim = renamed.resolve(home.relativize(shim));
        return home(renamed);
    }

    Scene with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Scene without(String... variables) {
        environment.keySet().removeAll(Set.of(variables));
        return this;
    }

    Scene input(StandardInput other) {
        input = other;
        return this;
    }

    /** Lets a command run the hook: it gets the call's words as its last arguments. */
    Scene through(String... command) {
        wrapper = List.of(command);
        return this;
    }

    HookRun start() throws IOException {
        findings.called(1);
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(recorder.commandLine(home, shim));
        return HookRun.start(command, environment, folder.resolve("project"), input);
    }

    /** Runs the hook to its end. */
    KeptEvents fire() throws IOException, InterruptedException {
        return end(start(), 0);
    }

    /** Runs one command that makes this many calls. */
    KeptEvents fire(int calls) throws IOException, InterruptedException {
        findings.called(calls - 1);
        return fire();
    }

    /** Waits for the end of a hook, which may be told by this exit code too, and checks how it was. */
    KeptEvents end(HookRun run, int alsoAllowed) throws IOException, InterruptedException {
        return check(run.end(bound), alsoAllowed);
    }

    /** Runs a hook that cannot come to an end, until the session loses its patience. */
    KeptEvents fireAndGiveUpAfter(Duration patience) throws IOException, InterruptedException {
        Ending ending = start().end(patience);
        int exitCode = ending.late() ? 0 : ending.exitCode();
        return check(new Ending(exitCode, ending.stdout(), ending.stderr(), false), 0);
    }

    private KeptEvents check(Ending ending, int alsoAllowed) {
        boolean late = ending.late();
        findings.check(!late, Violation.TOO_LATE, where, "not ended after " + bound.toMillis() + " ms");
        int code = ending.exitCode();
        findings.check(late || code == 0 || code == alsoAllowed, Violation.EXIT_CODE, where, "exit code " + code);
        findings.check(ending.stdout().isEmpty(), Violation.STDOUT, where, "printed: " + ending.stdout());
        findings.check(ending.stderr().isEmpty(), Violation.STDERR, where, "printed: " + ending.stderr());
        return new KeptEvents(home, recorder.keepsInSpool(), input, findings, where);
    }

    Duration bound() {
        return bound;
    }
}
