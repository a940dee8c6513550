package hookline.benchmarks;

import java.util.OptionalDouble;

/**
 * What one run measured.
 *
 * @param reference what was measured alternately with it; empty where it stands by itself
 */
record Figure(String name, Unit unit, double measured, OptionalDouble reference, Target target) {
    static Figure compared(String name, Unit unit, double measured, double reference, Target target) {
        return new Figure(name, unit, measured, OptionalDouble.of(reference), target);
    }

    static Figure alone(String name, Unit unit, double measured, Target target) {
        return new Figure(name, unit, measured, OptionalDouble.empty(), target);
    }

    /** How often the reference goes into it; 0 where there is none. */
    double ratio() {
        return reference.isPresent() ? measured / reference.getAsDouble() : 0;
    }
}
