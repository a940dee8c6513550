package hookline.system.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hookline.streams.StopSignal;
import hookline.system.conformance.Condition.Trial;
import hookline.system.conformance.HookRun.Signal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** The conditions that any machine with a POSIX shell can make, and any user. */
final class Conditions {
    /** In place of the hook's {@code timeout}, long enough for it to stand in the middle of reading. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final int LONGEST_CALL_MICROS = 20_000;
    private static final int TOGETHER = 200;

    /** A full disk answers a write with an error, as this limit does once its signal is ignored. */
    private static final String FILE_SIZE_LIMIT = "trap '' XFSZ; ulimit -f \"$0\"; exec \"$@\"";

    /** Holds all calls back at a gate, opens it, and tells the first exit code that is not 0. */
    private static final String ALL_AT_ONCE = """
            mkfifo "$0/gate"
            i=0
            while [ $i -lt %d ]; do
                { : <"$0/gate"; "$@" <"$0/event" || echo $? >>"$0/failed"; } &
                i=$((i + 1))
            done
            exec 3>"$0/gate"
            wait
            [ ! -e "$0/failed" ] || exit "$(head -n 1 "$0/failed")"
            """.formatted(TOGETHER);

    static final List<Condition> EVERYWHERE = List.of(
            Condition.of("Redis and agent down", scene -> scene.fire().stored()),
            Condition.of("Redis silent", Conditions::redisSilent),
            Condition.of("spool missing", scene -> {
                deleteSpool(scene);
                scene.fire().stored();
            }),
            Condition.of("file in place of the spool", scene -> {
                deleteSpool(scene);
                Files.createFile(scene.home().resolve("spool"));
                scene.fire().storedOrNot();
            }),
            Condition.of("home below a file", scene -> {
                Path file = Files.createFile(scene.folder().resolve("file"));
                scene.home(file.resolve("home")).fire().storedOrNot();
            }),
            Condition.of(
                    "home in /proc",
                    scene -> scene.home(Path.of("/proc/hookline")).fire().storedOrNot()),
            Condition.of("spool full", scene -> {
                Files.createFile(scene.home().resolve("spool").resolve("full"));
                scene.fire().counted();
            }),
            Condition.of("no byte can be written", scene -> limited(scene, 0).nothing()),
            Condition.of(
                    "writing ends in the middle", scene -> limited(scene, 8).counted()),
            Condition.of("home with spaces and quotes", scene -> scene.renameHome("it's my \"home\",\n$HOME `id` \\ *")
                    .fire()
                    .stored()),
            Condition.of("HOME unset", scene -> scene.without("HOME").fire().stored()),
            Condition.of(
                    "HOME and HOOKLINE_HOME unset",
                    scene -> scene.without("HOME", "HOOKLINE_HOME").fire().storedOrNot()),
            Condition.of("stdin closed", scene -> scene.input(StandardInput.nothing())
                    .through("/bin/sh", "-c", "exec \"$@\" <&-", "sh")
                    .fire()
                    .stored()),
            Condition.of("stdin held open", scene -> scene.input(StandardInput.unfinished(scene.event()))
                            .fireAndGiveUpAfter(PATIENCE)
                            .nothing())
                    .playedAtOnce(33),
            Condition.of("stdin without end", scene -> scene.input(StandardInput.endless(scene.event()))
                    .fire()
                    .stored()),
            Condition.of(
                    "0 bytes",
                    scene -> scene.input(StandardInput.nothing()).fire().stored()),
            Condition.of("50 MB", scene -> scene.input(StandardInput.large(scene.event(), 50))
                    .fire()
                    .stored()),
            Condition.of("binary", scene -> scene.input(StandardInput.binary(scene.event()))
                    .fire()
                    .stored()),
            Condition.of("200 hooks at once", Conditions::together).playedAtOnce(1),
            Condition.of("SIGTERM while reading", whileReading(Signal.TERM)),
            Condition.of("SIGKILL while reading", whileReading(Signal.KILL)),
            Condition.of("SIGTERM at any moment", atAnyMoment(Signal.TERM)),
            Condition.of("SIGKILL at any moment", atAnyMoment(Signal.KILL)),
            Condition.of("program deleted", scene -> {
                        Files.delete(scene.shim());
                        scene.fire().nothing();
                    })
                    .onlyFor(Recorder::outlivesItsFile),
            Condition.of("program killed alone", scene -> {
                        killWhatIsCalled(scene.shim());
                        scene.fire().nothing();
                    })
                    .onlyFor(Recorder::outlivesItsFile));

    private Conditions() {}

    /** An event that is larger than any file may be here. */
    private static KeptEvents limited(Scene scene, int blocks) throws Exception {
        return scene.input(StandardInput.large(scene.event(), 1))
                .through("/bin/sh", "-c", FILE_SIZE_LIMIT, Integer.toString(blocks))
                .fire();
    }

    private static void redisSilent(Scene scene) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            scene.with("REDIS_PORT", Integer.toString(silent.getLocalPort()))
                    .fire()
                    .stored();
        }
    }

    private static void together(Scene scene) throws Exception {
        Files.write(
                scene.folder().resolve("event"),
                StandardInput.whole(scene.event()).first(Integer.MAX_VALUE));
        scene.through("/bin/sh", "-c", ALL_AT_ONCE, scene.folder().toString())
                .fire(TOGETHER)
                .stored(TOGETHER);
    }

    private static Trial whileReading(Signal signal) {
        return scene -> {
            HookRun run = scene.input(StandardInput.unfinished(scene.event())).start();
            run.awaitFed(scene.bound());
            run.signal(signal);
            boolean answers = signal == Signal.TERM && scene.recorder().isTheShellsProcess();
            scene.end(run, answers ? 0 : signal.exitCode).nothing();
        };
    }

    private static Trial atAnyMoment(Signal signal) {
        return scene -> {
            Random random = new Random(scene.folder().getFileName().hashCode());
            HookRun run = scene.start();
            new StopSignal().awaitAtMost(Duration.ofNanos(1_000L * random.nextInt(LONGEST_CALL_MICROS)));
            if (run.hasEnded()) {
                scene.end(run, 0).stored();
            } else {
                run.signal(signal);
                scene.end(run, signal.exitCode).storedOrNot();
            }
        };
    }

    /** The program is a link to one that all share; and a file that this process writes is busy while it forks. */
    private static void killWhatIsCalled(Path program) throws Exception {
        Process written = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "rm -f \"$0\"; printf '#!/bin/sh\\nkill -9 $$\\n' >\"$0\"; chmod 700 \"$0\"",
                        program.toString())
                .start();
        assertEquals(0, written.waitFor());
    }

    private static void deleteSpool(Scene scene) throws Exception {
        Folders.delete(scene.home().resolve("spool"));
    }
}
