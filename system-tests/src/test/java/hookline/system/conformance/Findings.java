package hookline.system.conformance;

import hookline.system.conformance.Finding.Violation;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts calls and checks, and keeps what was wrong; safe for many threads. */
final class Findings {
    private final ConcurrentLinkedQueue<Finding> found = new ConcurrentLinkedQueue<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger checks = new AtomicInteger();

    void called(int times) {
        calls.addAndGet(times);
    }

    void check(boolean holds, Violation violation, String where, String detail) {
        checks.incrementAndGet();
        if (!holds) {
            found.add(new Finding(violation, where, detail));
        }
    }

    void add(Findings others) {
        found.addAll(others.found);
        calls.addAndGet(others.calls.get());
        checks.addAndGet(others.checks.get());
    }

    List<Finding> all() {
        return List.copyOf(found);
    }

    @Override
    public String toString() {
        long disturbed =
                found.stream().filter(one -> one.violation().disturbs()).count();
        return calls + " calls, " + checks + " checks, " + disturbed + " disturbed, " + (found.size() - disturbed)
                + " lost or damaged";
    }
}
