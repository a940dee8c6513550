package hookline.streams.audit;

/** A place where acts are written down, each linked to the one before it, whoever else writes there. */
public interface AuditChain {
    /** Appends, or throws what keeps it from that. */
    void append(AuditedAct act);

    /** Where it is, for messages to people. */
    String place();
}
