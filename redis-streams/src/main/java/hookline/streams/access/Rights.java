package hookline.streams.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import hookline.streams.EntryRefusedException;
import hookline.streams.GroupLostException;
import hookline.streams.RedisLink;
import hookline.streams.RedisUnavailableException;
import hookline.streams.ScriptUnknownException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Which rights a Redis user lacks for what it is for, without changing anything.
 *
 * <p>{@code ACL DRYRUN} tells where it is allowed. Elsewhere each command is tried in a form that does nothing; those
 * that have none are named as untried.
 *
 * @param grants ACL rules that give what is missing; empty where nothing is
 * @param untried rules of which nobody knows whether they are missing
 */
public record Rights(List<String> grants, List<String> untried) {
    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    public Rights {
        grants = List.copyOf(grants);
        untried = List.copyOf(untried);
    }

    /** The user that Redis knows this link as; empty where it may not ask. */
    public static Optional<String> user(RedisLink link) {
        return allowed(link, redis -> redis.aclWhoami());
    }

    /**
     * What the server is for others: {@code master}, {@code slave} or {@code sentinel}; empty where it may not be asked.
     */
    public static Optional<String> role(RedisLink link) {
        return allowed(link, redis -> redis.role())
                .map(role -> role.get(0) instanceof byte[] bytes
                        ? new String(bytes, UTF_8)
                        : role.get(0).toString());
    }

    /** Looks whether a user may do all that something is for. */
    public static Rights of(RedisLink link, String user, Purpose purpose) {
        boolean dry = isAllowed(link, redis -> redis.aclDryRun(user, "PING"));
        Map<String, Set<String>> missing = new LinkedHashMap<>();
        Set<String> untried = new LinkedHashSet<>();
        for (Need need : purpose.needs()) {
            if (!dry && !need.isHarmless()) {
                untried.add(need.rule());
            } else if (dry ? !mayRun(link, user, need) : isRefused(link, need)) {
                missing.computeIfAbsent(String.join(" ", need.patterns()), none -> new LinkedHashSet<>())
                        .add(need.rule());
            }
        }
        List<String> grants = new ArrayList<>();
        missing.forEach((patterns, rules) -> {
            String commands = String.join(" ", rules);
            // A selector gives the commands on these keys alone.
            grants.add(patterns.isEmpty() ? commands : "(" + patterns + " " + commands + ")");
        });
        return new Rights(grants, List.copyOf(untried));
    }

    private static boolean mayRun(RedisLink link, String user, Need need) {
        List<String> command = need.command();
        String[] arguments = command.subList(1, command.size()).toArray(String[]::new);
        return link.call(redis -> redis.aclDryRun(user, command.get(0), arguments))
                .equals("OK");
    }

    private static boolean isRefused(RedisLink link, Need need) {
        return !isAllowed(link, redis -> {
            CommandArgs<String, byte[]> arguments = new CommandArgs<>(CODEC);
            List<String> command = need.command();
            for (String word : command.subList(1, command.size())) {
                if (word.startsWith("hook")) {
                    arguments.addKey(word);
                } else {
                    arguments.add(word);
                }
            }
            return redis.dispatch(CommandType.valueOf(command.get(0)), new NestedMultiOutput<>(CODEC), arguments);
        });
    }

    private static boolean isAllowed(
            RedisLink link, Function<RedisClusterAsyncCommands<String, byte[]>, ? extends CompletionStage<?>> command) {
        try {
            return allowed(link, redis -> command.apply(redis).thenApply(reply -> "done"))
                    .isPresent();
        } catch (GroupLostException | ScriptUnknownException | EntryRefusedException | IllegalStateException e) {
            // Refused for what it asks, so not for who asks.
            return true;
        }
    }

    private static <T> Optional<T> allowed(
            RedisLink link, Function<RedisClusterAsyncCommands<String, byte[]>, ? extends CompletionStage<T>> command) {
        try {
            return Optional.of(link.call(command));
        } catch (RedisUnavailableException e) {
            Throwable cause = e.getCause();
            if (cause != null && String.valueOf(cause.getMessage()).startsWith("NOPERM")) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
