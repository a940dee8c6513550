package hookline.streams.access;

import hookline.streams.RedisLink;
import hookline.streams.RedisUnavailableException;
import io.lettuce.core.KillArgs;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The users and connections of one server.
 *
 * <p>Every call ends with an answer, a {@link RedisUnavailableException} where the server is away, or an
 * {@link AccessRefusedException} that names the missing right. No password goes through here, only its SHA-256. For one
 * thread at a time.
 */
final class AccessServer {
    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    /** What Redis says where users stand in its configuration, or nowhere. */
    private static final String NO_FILE = "not configured to use an ACL file";

    /** Higher than any server has given. */
    private static final long NO_CONNECTION = Long.MAX_VALUE;

    private final RedisLink link;

    AccessServer(RedisLink link) {
        this.link = link;
    }

    String address() {
        return link.address();
    }

    /** A user by its name; empty where there is none. */
    Optional<AclUser> user(String name) {
        List<Object> reply = call("acl|getuser", redis -> redis.aclGetuser(name));
        List<String> flags = List.of();
        List<String> passwords = List.of();
        for (int i = 0; i + 1 < reply.size(); i += 2) {
            switch (text(reply.get(i))) {
                case "flags" -> flags = texts(reply.get(i + 1));
                case "passwords" -> passwords = texts(reply.get(i + 1));
                default -> {
                    // What the user may do is not asked here.
                }
            }
        }
        return flags.isEmpty() ? Optional.empty() : Optional.of(new AclUser(new HashSet<>(flags), passwords));
    }

    /** Changes a user by rules as {@code ACL SETUSER} takes them; none change nothing. */
    void change(String name, List<String> rules) {
        String unused = acl("acl|setuser", "SETUSER", name, rules);
    }

    /**
     * Writes all users to the server's file, so that a restart keeps them.
     *
     * @return whether it has one
     */
    boolean save() {
        try {
            String unused = acl("acl|save", "SAVE", "", List.of());
            return true;
        } catch (AccessRefusedException e) {
            if (String.valueOf(e.getMessage()).contains(NO_FILE)) {
                return false;
            }
            throw e;
        }
    }

    /** A user's connections, but for this one. */
    List<Login> logins(String name) {
        long own = call("client|id", redis -> redis.clientId());
        return call("client|list", redis -> redis.clientList())
                .lines()
                .map(Login::of)
                .flatMap(Optional::stream)
                .filter(login -> login.user().equals(name) && login.id() != own)
                .toList();
    }

    /** Closes a connection; tells whether it was still there. */
    boolean close(Login login) {
        return kill(login.id()) > 0;
    }

    /** Fails where connections may not be closed, and closes none. */
    void tryToClose() {
        long unused = kill(NO_CONNECTION);
    }

    private long kill(long id) {
        return call("client|kill", redis -> redis.clientKill(KillArgs.Builder.id(id)));
    }

    /** Where a user's last refused logins came from, and how many there were, as far back as the server remembers. */
    Refusals refusals(String name) {
        long count = 0;
        String last = "";
        for (Map<String, Object> entry : call("acl|log", redis -> redis.aclLog())) {
            if (text(entry.get("reason")).equals("auth")
                    && text(entry.get("username")).equals(name)) {
                count += Long.parseLong(text(entry.get("count")));
                // The newest comes first.
                last = last.isEmpty() ? text(entry.get("client-info")) : last;
            }
        }
        return new Refusals(
                count, Login.of(last + " user=" + name).map(Login::address).orElse("an unknown address"));
    }

    /**
     * Refused logins.
     *
     * @param lastAddress of the client that tried last
     */
    record Refusals(long count, String lastAddress) {}

    private String acl(String right, String subcommand, String name, List<String> rules) {
        return call(right, redis -> {
            CommandArgs<String, byte[]> arguments = new CommandArgs<>(CODEC).add(subcommand);
            if (!name.isEmpty()) {
                arguments.add(name);
            }
            rules.forEach(arguments::add);
            return redis.dispatch(CommandType.ACL, new StatusOutput<>(CODEC), arguments);
        });
    }

    private <T> T call(
            String right, Function<RedisClusterAsyncCommands<String, byte[]>, ? extends CompletionStage<T>> command) {
        try {
            return link.call(command);
        } catch (RedisUnavailableException e) {
            if (e.getCause() != null
                    && String.valueOf(e.getCause().getMessage()).startsWith("NOPERM")) {
                throw new AccessRefusedException(
                        "Redis at " + address() + " does not allow that: this ACL user needs +" + right, e);
            }
            throw e;
        } catch (IllegalStateException e) {
            throw new AccessRefusedException("Redis at " + address() + ": " + e.getMessage(), e);
        }
    }

    private static List<String> texts(Object reply) {
        List<String> texts = new ArrayList<>();
        if (reply instanceof List<?> list) {
            list.forEach(each -> texts.add(text(each)));
        }
        return texts;
    }

    private static String text(@Nullable Object reply) {
        return reply instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(reply);
    }
}
