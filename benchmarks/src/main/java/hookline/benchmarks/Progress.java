package hookline.benchmarks;

import java.io.PrintStream;

/** Says on stderr what is being measured, so that stdout has nothing but the table. */
final class Progress {
    private final PrintStream out;
    private final String prefix;

    private Progress(PrintStream out, String prefix) {
        this.out = out;
        this.prefix = prefix;
    }

    static Progress to(PrintStream out) {
        return new Progress(out, "benchmarks: ");
    }

    /** The same for one run of a scenario. */
    Progress of(String scenario, int run, int runs) {
        return new Progress(out, "benchmarks: " + scenario + ", run " + run + " of " + runs + ": ");
    }

    void say(String what) {
        out.println(prefix + what);
    }
}
