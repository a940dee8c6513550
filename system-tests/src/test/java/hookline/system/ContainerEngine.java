package hookline.system;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;

/** Lets no test of containers be skipped unnoticed. */
final class ContainerEngine {
    private ContainerEngine() {}

    /**
     * Skips a test class where no engine answers, and says so on stderr; fails it where the system property {@code
     * hookline.containers} is {@code required}.
     */
    static void orSkip(Class<?> test) {
        if (DockerClientFactory.instance().isDockerAvailable()) {
            return;
        }
        String words = "no container engine answers; install Docker, or let .ci/containers do it";
        if ("required".equals(System.getProperty("hookline.containers"))) {
            Assertions.fail(words);
        }
        System.err.println("SKIPPED " + test.getSimpleName() + ": " + words);
        Assumptions.abort(words);
    }
}
