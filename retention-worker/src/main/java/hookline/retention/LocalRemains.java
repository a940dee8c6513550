package hookline.retention;

/** What lies on the worker's own host beside Redis and has outlived its use; no other host sees it. */
@FunctionalInterface
public interface LocalRemains {
    /** Leaves everything alone. */
    LocalRemains NONE = dryRun -> Removed.NOTHING;

    /** Removes it, or only counts it; what cannot be removed stays and stops nothing. */
    Removed remove(boolean dryRun);
}
