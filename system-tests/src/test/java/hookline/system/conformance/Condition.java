package hookline.system.conformance;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One thing that can be wrong around a hook, and what has to hold nevertheless.
 *
 * @param trial makes it wrong in a scene, lets the hook fire, and checks
 * @param atOnce how many scenes may be played at a time
 * @param applies the recorders that can be asked for it
 */
record Condition(String name, Trial trial, int atOnce, Predicate<Recorder> applies) {
    interface Trial {
        void run(Scene scene) throws Exception;
    }

    /** What needs nothing but a shell, and what needs a kernel that lends namespaces. */
    static List<Condition> all() {
        return Stream.concat(Conditions.EVERYWHERE.stream(), KernelConditions.LINUX.stream())
                .toList();
    }

    static Condition of(String name, Trial trial) {
        return new Condition(name, trial, 4, recorder -> true);
    }

    Condition playedAtOnce(int scenes) {
        return new Condition(name, trial, scenes, applies);
    }

    Condition onlyFor(Predicate<Recorder> recorders) {
        return new Condition(name, trial, atOnce, recorders);
    }

    @Override
    public String toString() {
        return name;
    }
}
