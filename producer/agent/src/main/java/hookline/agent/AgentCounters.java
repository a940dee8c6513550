package hookline.agent;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What the agent counts of its work. */
record AgentCounters(Counter sent, Counter resent, Counter unreadable) {
    static AgentCounters in(MeterRegistry registry) {
        return new AgentCounters(
                Counter.builder("hookline.agent.sent")
                        .description("Events that Redis confirmed")
                        .register(registry),
                Counter.builder("hookline.agent.resent")
                        .description("Events that were sent again after a reconnect or a restart")
                        .register(registry),
                Counter.builder("hookline.spool.unreadable")
                        .description("Files of the spool that could not be shipped when they were first tried")
                        .register(registry));
    }
}
