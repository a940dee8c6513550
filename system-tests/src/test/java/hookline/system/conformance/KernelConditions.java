package hookline.system.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hookline.client.Spool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The conditions that need file systems and process ids of their own, which Linux lends to any user. */
final class KernelConditions {
    private static final String[] NEW_PROCESS_IDS = {"unshare", "-Urpf", "--mount-proc"};

    private static final String READ_ONLY =
            "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && exec \"$@\"";

    /** What the small disk holds is copied, since it ends with its namespace. */
    private static final String SMALL_DISK = """
            mount -t tmpfs -o size=4k none "$0/spool" || exit 99
            mkdir "$0/spool/tmp" "$0/spool/new" "$0/copy" || exit 99
            %s
            "$@"
            code=$?
            cp -R "$0/spool" "$0/copy/" || exit 99
            exit $code
            """;

    private static final String FILL = "cat /dev/zero 2>/dev/null >\"$0/spool/filler\"";

    static final List<Condition> LINUX = List.of(
            Condition.of("spool not writable", KernelConditions::notWritable),
            Condition.of(
                    "read-only file system",
                    scene -> mounting(scene, READ_ONLY).fire().storedOrNot()),
            Condition.of("disk full", scene -> smallDisk(scene, FILL)),
            Condition.of("disk full in the middle", scene -> smallDisk(scene, ":")),
            Condition.of("same process id again", scene -> {
                scene.through(NEW_PROCESS_IDS).fire();
                scene.fire().stored(2);
            }));

    private KernelConditions() {}

    /** Fails, and says what is missing, where this machine cannot make these conditions. */
    static void require() throws IOException, InterruptedException {
        Process unshare = new ProcessBuilder(
                        "/bin/sh", "-c", "unshare -Urmpf --mount-proc mount -t tmpfs -o size=4k none /tmp")
                .redirectErrorStream(true)
                .start();
        String output = new String(unshare.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(
                0,
                unshare.waitFor(),
                "The full suite mounts file systems in user namespaces, which fails here: " + output.strip()
                        + ". Run it on a Linux that has util-linux and allows them (kernel.unprivileged_userns_clone=1,"
                        + " kernel.apparmor_restrict_unprivileged_userns=0), or run `mvn verify` without -Pfull.");
    }

    private static void notWritable(Scene scene) throws Exception {
        Spool spool = Spool.at(scene.home());
        for (Path folder : List.of(spool.tmp(), spool.fresh())) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-x------"));
        }
        // In a user namespace even root is bound by a mode.
        scene.through("unshare", "-U").fire().nothing();
    }

    private static void smallDisk(Scene scene, String before) throws Exception {
        mounting(scene.input(StandardInput.large(scene.event(), 1)), SMALL_DISK.formatted(before))
                .fire()
                .copiedTo(scene.home().resolve("copy"))
                .nothing();
    }

    private static Scene mounting(Scene scene, String script) {
        return scene.through(
                "unshare", "-Urm", "/bin/sh", "-c", script, scene.home().toString());
    }
}
