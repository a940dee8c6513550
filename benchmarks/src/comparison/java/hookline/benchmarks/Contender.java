package hookline.benchmarks;

/** Something that takes sealed events through all stages and keeps and publishes what comes out. */
interface Contender {
    /** What the table calls it. */
    String name();

    /** What holds for its events, for the table. */
    String guarantee();

    /**
     * How many events it gets done a second.
     *
     * @param warmUp events before those that are counted, all of which wait for it when it starts
     */
    double perSecond(Workplace place, int warmUp, int events) throws Exception;
}
