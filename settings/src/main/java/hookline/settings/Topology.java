package hookline.settings;

/** What the configured nodes of Redis are to each other. */
public enum Topology {
    SINGLE,
    SENTINEL,
    CLUSTER
}
