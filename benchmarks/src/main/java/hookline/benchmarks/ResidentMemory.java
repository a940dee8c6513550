package hookline.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Linux says about a process's resident memory. */
final class ResidentMemory {
    private static final double KIB_A_MEGABYTE = 1024;

    private ResidentMemory() {}

    static double megabytes(long pid) throws IOException {
        return read(pid, "VmRSS");
    }

    /** The most it ever had. */
    static double peakMegabytes(long pid) throws IOException {
        return read(pid, "VmHWM");
    }

    private static double read(long pid, String name) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        String text;
        try {
            text = Files.readString(status);
        } catch (NoSuchFileException e) {
            throw new IOException(status + " is not there: memory is measured on Linux only", e);
        }
        Matcher line = Pattern.compile(name + ":\\s+(\\d+) kB").matcher(text);
        if (!line.find()) {
            throw new IOException(status + " does not tell " + name);
        }
        return Long.parseLong(line.group(1)) / KIB_A_MEGABYTE;
    }
}
