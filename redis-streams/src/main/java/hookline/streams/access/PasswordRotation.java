package hookline.streams.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import hookline.settings.Secret;
import hookline.streams.RedisUnavailableException;
import hookline.streams.StopSignal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Replaces a user's passwords on every server, and locks nobody out: where a client does not come back with the new one,
 * the old ones are valid again when this returns, besides the new one.
 *
 * <p>Until it is known that all clients came back, the old ones stay in the servers' ACL files, so that {@code ACL LOAD}
 * brings them back should this process be killed. It is harmless to repeat. For one thread.
 */
public final class PasswordRotation {
    private static final Duration TAKING_BACK = Duration.ofSeconds(15);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);

    private final String user;
    private final String hash;
    private final Map<AccessServer, List<String>> before = new LinkedHashMap<>();

    private PasswordRotation(String user, String hash) {
        this.user = user;
        this.hash = hash;
    }

    /**
     * What came of it.
     *
     * @param problem why the old passwords are valid still; empty where they are not
     * @param closed how many connections were closed
     * @param unsaved servers on which the change is in memory alone
     */
    public record Outcome(Optional<String> problem, int closed, List<String> unsaved) {
        public Outcome {
            unsaved = List.copyOf(unsaved);
        }
    }

    /**
     * Looks whether it can be done, and changes nothing.
     *
     * @throws AccessRefusedException naming the right or the user that is missing
     * @throws RedisUnavailableException where a server is away
     */
    public static PasswordRotation prepare(AccessServers servers, String user, Secret password) {
        PasswordRotation rotation = new PasswordRotation(user, sha256(password));
        for (AccessServer server : servers.all()) {
            rotation.before.put(server, rotation.passwords(server));
        }
        return rotation;
    }

    private List<String> passwords(AccessServer server) {
        AclUser known = server.user(user)
                .orElseThrow(() -> new AccessRefusedException(
                        "Redis at " + server.address() + " has no user " + user + ": `ACL USERS` there lists them"));
        if (known.flags().contains("nopass")) {
            throw new AccessRefusedException("Redis at " + server.address() + " lets " + user + " in with any password"
                    + " (nopass): a first one would lock out whoever has another, so set it by hand");
        }
        server.change(user, List.of());
        server.tryToClose();
        long unused = server.refusals(user).count();
        if (server.logins(user).stream().anyMatch(Login::isReplica)) {
            throw new AccessRefusedException("A replica of Redis at " + server.address() + " logs in as " + user
                    + ", which its masterauth would have to know: give replicas a user of their own");
        }
        return known.passwords();
    }

    /** Whether the new password is the only one already. */
    public boolean isDone() {
        return before.values().stream().allMatch(List.of(hash)::equals);
    }

    /** How many servers have users of their own. */
    public int servers() {
        return before.size();
    }

    /** Lets the new password in besides the old ones; on all servers, or, where this throws, on none. */
    public void add() {
        try {
            for (AccessServer server : before.keySet()) {
                server.change(user, List.of("#" + hash));
                boolean unused = server.save();
            }
        } catch (RuntimeException e) {
            undo(e);
            throw e;
        }
    }

    /** Takes the new password away again, where nobody could be told it. */
    public void undo(Exception why) {
        before.forEach((server, passwords) -> {
            if (!passwords.contains(hash)) {
                try {
                    server.change(user, List.of("!" + hash));
                    boolean unused = server.save();
                } catch (RuntimeException e) {
                    why.addSuppressed(e);
                }
            }
        });
    }

    /**
     * Takes the old passwords away and has every client connect anew, one connection after another.
     *
     * @param wait how long all of them may take together
     * @throws AccessRefusedException where the old passwords are gone on some server and could not be put back
     */
    public Outcome replaceOld(Duration wait, StopSignal stop, Consumer<String> progress) {
        Reconnection reconnection = new Reconnection(List.copyOf(before.keySet()), user, wait, stop, progress);
        Optional<String> problem;
        try {
            before.forEach((server, passwords) -> server.change(user, old(passwords, "!")));
            problem = reconnection.await();
        } catch (RuntimeException e) {
            putBack();
            throw e;
        }
        if (problem.isPresent()) {
            putBack();
            return new Outcome(problem, reconnection.closed(), List.of());
        }
        List<String> unsaved = new ArrayList<>();
        for (AccessServer server : before.keySet()) {
            if (!isSaved(server)) {
                unsaved.add(server.address());
            }
        }
        return new Outcome(problem, reconnection.closed(), unsaved);
    }

    private List<String> old(List<String> passwords, String rule) {
        return passwords.stream()
                .filter(password -> !password.equals(hash))
                .map(rule::concat)
                .toList();
    }

    private void putBack() {
        long deadline = System.nanoTime() + TAKING_BACK.toNanos();
        List<String> failed = new ArrayList<>();
        before.forEach((server, passwords) -> {
            while (!isChanged(server, old(passwords, "#"))) {
                if (System.nanoTime() - deadline > 0) {
                    failed.add(server.address());
                    return;
                }
                new StopSignal().awaitAtMost(BETWEEN_TRIES);
            }
        });
        if (!failed.isEmpty()) {
            throw new AccessRefusedException("The old password of " + user + " was taken away and could not be put back"
                    + " on " + String.join(", ", failed) + ": run `ACL LOAD` there, or give all clients the new one");
        }
    }

    private boolean isChanged(AccessServer server, List<String> rules) {
        try {
            server.change(user, rules);
            return true;
        } catch (RedisUnavailableException | AccessRefusedException e) {
            return false;
        }
    }

    private static boolean isSaved(AccessServer server) {
        try {
            return server.save();
        } catch (RedisUnavailableException | AccessRefusedException e) {
            return false;
        }
    }

    private static String sha256(Secret password) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(password.reveal().getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
