package hookline.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** Says on what was measured, since absolute figures mean nothing without. */
public final class Machine {
    private Machine() {}

    static String describe(String redisVersion, int runs) throws IOException {
        return String.join(
                ", ",
                today() + ": " + (runs == 1 ? "one run" : "median of " + runs + " runs"),
                hardware(),
                "/bin/sh is " + Path.of("/bin/sh").toRealPath().getFileName(),
                "Redis " + redisVersion,
                String.format(
                        Locale.ROOT,
                        "load average %.1f when it began",
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
    }

    /** Where nothing but the Java in it matters. */
    public static String describe() {
        return today() + ": " + hardware();
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    private static String hardware() {
        return Runtime.getRuntime().availableProcessors() + " cores (" + System.getProperty("os.arch") + "), Java "
                + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.version");
    }
}
