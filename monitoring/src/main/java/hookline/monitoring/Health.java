package hookline.monitoring;

import java.util.List;

/** Says what keeps a process from doing its work; asked from the endpoint's threads, so it must answer at once. */
@FunctionalInterface
public interface Health {
    /** One short line for each thing that is not ready, without secrets or payloads; empty when all is. */
    List<String> problems();

    static Health alwaysReady() {
        return List::of;
    }
}
