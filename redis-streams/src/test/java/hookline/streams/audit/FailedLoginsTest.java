package hookline.streams.audit;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hookline.streams.audit.AuditLog.Actor;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {
    private static final Duration NEVER = Duration.ofDays(1);

    private final List<AuditedAct> written = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    /** What takes entries here, or refuses them as a Redis that is away does. */
    private final class Chain implements AuditChain {
        @Override
        public void append(AuditedAct act) {
            if (away) {
                throw new IllegalStateException("away");
            }
            written.add(act);
        }

        @Override
        public String place() {
            return "this test";
        }
    }

    private FailedLogins logins(Duration interval) {
        Actor actor = new Actor("agent@here", "default");
        return new FailedLogins(AuditLog.to(List.of(new Chain()), actor, InstantSource.system()), interval);
    }

    private List<String> subjects() {
        return written.stream()
                .map(act -> act.subject() + " " + act.count())
                .sorted()
                .collect(Collectors.toList());
    }

    @Test
    void aNetworkIsOneEntryWithACount() throws Exception {
        try (FailedLogins logins = logins(NEVER)) {
            logins.accept(InetAddress.getByName("203.0.113.7"));
            logins.accept(InetAddress.getByName("203.0.113.99"));
            logins.accept(InetAddress.getByName("2001:db8:1:2:3:4:5:6"));
            logins.accept(InetAddress.getByName("2001:db8:1:2:ffff::"));
            logins.accept(InetAddress.getByName("2001:db8:1:2::1"));
        }
        assertEquals(List.of("2001:db8:1:2:0:0:0:0/64 3", "203.0.113.0/24 2"), subjects());
        assertEquals("login_failed", written.get(0).act().wireName());
    }

    @Test
    void howeverManyNetworksTryTheAuditIsNotFlooded() throws Exception {
        try (FailedLogins logins = logins(NEVER)) {
            for (int i = 0; i < 250; i++) {
                logins.accept(InetAddress.getByName("198.51." + i + ".1"));
            }
        }
        assertEquals(17, written.size());
        assertEquals(250, written.stream().mapToLong(AuditedAct::count).sum());
    }

    @Test
    void whatTheAuditDoesNotTakeIsWrittenLater() throws Exception {
        away = true;
        try (FailedLogins logins = logins(Duration.ofMillis(5))) {
            logins.accept(InetAddress.getByName("203.0.113.7"));
            await().during(Duration.ofMillis(50)).until(written::isEmpty);
            away = false;
            await().until(() -> subjects().equals(List.of("203.0.113.0/24 1")));
            logins.accept(InetAddress.getByName("203.0.113.7"));
            await().until(() -> written.size() == 2);
        }
        assertEquals(List.of("203.0.113.0/24 1", "203.0.113.0/24 1"), subjects());
    }
}
