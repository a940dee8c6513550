package hookline.benchmarks;

import java.util.List;

/** Something that can be measured any number of times; what a run makes is gone when it returns. */
interface Scenario {
    /** What the command line calls it. */
    String name();

    /** Measures once, each figure together with what it is compared with. */
    List<Figure> run(Workplace place, Progress progress) throws Exception;
}
