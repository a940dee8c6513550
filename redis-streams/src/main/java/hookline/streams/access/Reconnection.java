package hookline.streams.access;

import hookline.streams.StopSignal;
import hookline.streams.access.AccessServer.Refusals;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Closes a user's connections one after another, and says whether their clients came back with what now lets them in.
 *
 * <p>Which password a connection used, Redis does not tell; so the old one is taken away first, and a client that comes
 * back has shown that it knows the new one. Of connections that were in use each has to come back, of idle ones another
 * from the same host, since a client makes some anew only when it needs them. For one thread.
 */
final class Reconnection {
    private static final Duration POLL = Duration.ofMillis(100);

    /** Longer than any pause between two tries of a process that waits out a refusal. */
    private static final long QUIET_NANOS = Duration.ofSeconds(4).toNanos();

    /** A cluster client looks for its nodes in the background, with the password that it read last, until it connects. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(6).toNanos();

    private final String user;
    private final Duration wait;
    private final StopSignal stop;
    private final Consumer<String> progress;
    private final Map<AccessServer, Long> refused = new LinkedHashMap<>();
    private final Set<String> hosts = new HashSet<>();
    private int closed;
    private boolean wasRefused;
    private long firstRefusal;
    private long lastRefusal;
    private String lastRefused = "";

    /** Notes which logins were refused before; to be made before the old password is taken away. */
    Reconnection(List<AccessServer> servers, String user, Duration wait, StopSignal stop, Consumer<String> progress) {
        this.user = user;
        this.wait = wait;
        this.stop = stop;
        this.progress = progress;
        servers.forEach(server -> refused.put(server, server.refusals(user).count()));
    }

    /** The connections of a user that one server had when the old password was gone. */
    private final class Held {
        private final AccessServer server;
        private final List<Login> logins;
        private final Set<Long> ids;
        private int missed;

        Held(AccessServer server) {
            this.server = server;
            this.logins = server.logins(user);
            this.ids = logins.stream().map(Login::id).collect(Collectors.toSet());
        }

        void close(Login login) {
            if (server.close(login)) {
                closed++;
                hosts.add(login.host());
                missed += login.isActive() ? 1 : 0;
            }
        }

        List<Login> since() {
            return server.logins(user).stream()
                    .filter(login -> !ids.contains(login.id()))
                    .toList();
        }

        boolean isBack() {
            return missed == 0 || since().size() >= missed;
        }
    }

    int closed() {
        return closed;
    }

    /** Returns what shows that a client does not know the new password, or leaves it open; empty where all do. */
    Optional<String> await() {
        long deadline = System.nanoTime() + wait.toNanos();
        List<Held> all = refused.keySet().stream().map(Held::new).toList();
        int count = all.stream().mapToInt(held -> held.logins.size()).sum();
        for (Held held : all) {
            for (Login login : held.logins) {
                held.close(login);
                progress.accept("closed " + closed + " of " + count + " connections");
                while (!held.isBack()) {
                    Optional<String> problem = problem(deadline, "The client at " + login.address());
                    if (problem.isPresent()) {
                        return problem;
                    }
                    stop.awaitAtMost(POLL);
                }
            }
        }
        for (Set<String> missing = missing(all); !missing.isEmpty(); missing = missing(all)) {
            Optional<String> problem = problem(deadline, "No client at " + String.join(" and ", missing));
            if (problem.isPresent()) {
                return problem;
            }
            progress.accept("waiting for " + String.join(", ", missing));
            stop.awaitAtMost(POLL);
        }
        while (isStillRefused()) {
            Optional<String> problem = problem(deadline, "A client");
            if (problem.isPresent()) {
                return problem;
            }
            progress.accept("waiting whether " + lastRefused + " is let in");
            stop.awaitAtMost(POLL);
        }
        return Optional.empty();
    }

    private Set<String> missing(List<Held> all) {
        Set<String> missing = new HashSet<>(hosts);
        all.stream().flatMap(held -> held.since().stream()).map(Login::host).forEach(missing::remove);
        return missing;
    }

    private Optional<String> problem(long deadline, String who) {
        long now = System.nanoTime();
        boolean late = now - deadline >= 0;
        if (isStillRefused() && (late || now - firstRefusal > PATIENCE_NANOS)) {
            return Optional.of("The client at " + lastRefused + " was refused: it does not have the new one");
        }
        if (stop.isRequested()) {
            return Optional.of("This was stopped before all clients were back");
        }
        return late
                ? Optional.of(who + (who.startsWith("No ") ? " has" : " has not") + " come back within "
                        + wait.toSeconds() + " s; one that has nothing to do connects only when it has")
                : Optional.empty();
    }

    /** Whether somebody was refused of late, and may try again. */
    private boolean isStillRefused() {
        for (Map.Entry<AccessServer, Long> before : refused.entrySet()) {
            Refusals now = before.getKey().refusals(user);
            if (now.count() > before.getValue()) {
                before.setValue(now.count());
                lastRefusal = System.nanoTime();
                lastRefused = now.lastAddress();
                firstRefusal = wasRefused ? firstRefusal : lastRefusal;
                wasRefused = true;
            }
        }
        return wasRefused && System.nanoTime() - lastRefusal < QUIET_NANOS;
    }
}
