package hookline.settings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the running process can tell about itself without asking the network where that can be avoided. */
final class ThisProcess {
    private static final Path KERNEL_HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final int MOST_CORES = 256;

    private ThisProcess() {}

    static String name() {
        String host = hostName().replaceAll("[^A-Za-z0-9._-]", "-");
        return host.substring(0, Math.min(host.length(), 64))
                + '-'
                + ProcessHandle.current().pid();
    }

    static String cores() {
        return String.valueOf(Math.min(MOST_CORES, Runtime.getRuntime().availableProcessors()));
    }

    static String hostName() {
        try {
            return Files.readString(KERNEL_HOST_NAME).strip();
        } catch (IOException noSuchKernel) {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException nameless) {
                return "localhost";
            }
        }
    }
}
