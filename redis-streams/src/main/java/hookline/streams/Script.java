package hookline.streams;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/**
 * A Lua script that is called by its hash, and loaded again where a server does not know it.
 *
 * <p>All have a {@code #!lua} line, which makes Redis check memory, role and replicas before the first write.
 */
final class Script {
    private final byte[] source;
    private final String hash;

    private Script(byte[] source, String hash) {
        this.source = source;
        this.hash = hash;
    }

    /** Reads a script of this package. */
    static Script named(String resource) {
        try (InputStream in = Script.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("Missing from the jar: " + resource);
            }
            byte[] source = in.readAllBytes();
            byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(source);
            return new Script(source, HexFormat.of().formatHex(sha1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }

    /** Runs it for an integer. */
    long integer(RedisLink link, List<String> keys, List<byte[]> arguments) {
        return call(link, redis -> redis.evalsha(hash, ScriptOutputType.INTEGER, names(keys), values(arguments)));
    }

    /** Runs it for a list of integers. */
    List<Long> integers(RedisLink link, List<String> keys, List<byte[]> arguments) {
        return call(link, redis -> redis.evalsha(hash, ScriptOutputType.MULTI, names(keys), values(arguments)));
    }

    /** Runs it for a list of texts. */
    List<String> texts(RedisLink link, List<String> keys, List<byte[]> arguments) {
        return values(link, keys, arguments).stream()
                .map(text -> new String(text, StandardCharsets.UTF_8))
                .toList();
    }

    /** Runs it for a list of values. */
    List<byte[]> values(RedisLink link, List<String> keys, List<byte[]> arguments) {
        return call(link, redis -> redis.evalsha(hash, ScriptOutputType.MULTI, names(keys), values(arguments)));
    }

    private <T> T call(RedisLink link, Function<RedisClusterAsyncCommands<String, byte[]>, RedisFuture<T>> command) {
        try {
            return link.call(command);
        } catch (ScriptUnknownException e) {
            link.call(redis -> redis.scriptLoad(source));
        }
        try {
            return link.call(command);
        } catch (ScriptUnknownException e) {
            throw new RedisUnavailableException("Redis at " + link.address() + " forgets scripts at once", e);
        }
    }

    private static String[] names(List<String> keys) {
        return keys.toArray(new String[0]);
    }

    private static byte[][] values(List<byte[]> arguments) {
        return arguments.toArray(new byte[0][]);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
