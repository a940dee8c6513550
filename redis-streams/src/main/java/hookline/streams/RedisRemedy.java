package hookline.streams;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what people can do about a Redis that fails, so that one line in a log is enough to act on. */
final class RedisRemedy {
    private static final Map<String, String> OF_CODE = Map.ofEntries(
            Map.entry("LOADING", "it reads its data in and will answer when it has"),
            Map.entry("BUSY", "a script of somebody else's runs: wait, or SCRIPT KILL"),
            Map.entry("OOM", "raise its maxmemory, or let retention remove more"),
            Map.entry("READONLY", "it is a replica: let REDIS_HOST lead to the primary, or promote it"),
            Map.entry("MISCONF", "it cannot save: free its disk"),
            Map.entry("NOREPLICAS", "bring its replicas back, or lower min-replicas-to-write"),
            Map.entry("MASTERDOWN", "bring its primary back, or promote it"),
            Map.entry("CLUSTERDOWN", "bring the missing nodes back"),
            Map.entry("NOAUTH", "set REDIS_USERNAME and REDIS_PASSWORD"),
            Map.entry("WRONGPASS", "correct REDIS_USERNAME and REDIS_PASSWORD, or the user in Redis"),
            Map.entry("NOPERM", "give this ACL user the missing right"),
            Map.entry("WRONGTYPE", "somebody else's key has a name of Hookline's: rename or remove it"));

    private static final Pattern REFUSED_COMMAND =
            Pattern.compile("NOPERM [\\w -]{1,200} run the '([\\w|-]{1,60})' command");

    private RedisRemedy() {}

    /** What to do about it; empty where the failure's own words say it or nobody knows. */
    static String of(Throwable failure) {
        if (failure instanceof RedisCommandExecutionException) {
            return ofReply(String.valueOf(failure.getMessage()));
        }
        if (failure instanceof UnknownHostException) {
            return "correct REDIS_HOST";
        }
        if (failure instanceof RedisCommandTimeoutException || failure instanceof TimeoutException) {
            return "it is too busy, paused or cut off: look at its load and at the network";
        }
        return failure instanceof IOException ? "start it, or correct REDIS_HOST, REDIS_PORT and REDIS_TLS" : "";
    }

    private static String ofReply(String reply) {
        if (reply.contains("max number of clients")) {
            return "raise its maxclients, or end other clients";
        }
        Matcher command = REFUSED_COMMAND.matcher(reply);
        if (command.lookingAt()) {
            return "give this ACL user +" + command.group(1);
        }
        int blank = reply.indexOf(' ');
        return OF_CODE.getOrDefault(blank < 0 ? reply : reply.substring(0, blank), "");
    }
}
