package hookline.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hookline.streams.TestRedis;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The users of {@code deploy/redis/users.acl}, in a server of a test. */
final class UsersFile {
    private UsersFile() {}

    private static List<String> lines() throws IOException {
        return Files.readAllLines(Path.of(System.getProperty("hookline.checkout"), "deploy", "redis", "users.acl"));
    }

    /** Gives all of them to a server, but for the default user, as whom the test itself goes on. */
    static void define(TestRedis redis, String password) throws IOException {
        for (String line : lines()) {
            List<String> words = List.of(line.split(" ", -1));
            assertEquals("user", words.get(0));
            if (!words.get(1).equals("default")) {
                List<String> arguments = new ArrayList<>(List.of("SETUSER"));
                arguments.addAll(selectorsJoined(words.subList(1, words.size())));
                arguments.add(">" + password);
                acl(redis, arguments.toArray(String[]::new));
            }
        }
    }

    /** What makes a user, one word each; a selector is several. */
    static List<String> words(String user) throws IOException {
        String start = "user " + user + " ";
        return lines().stream()
                .filter(line -> line.startsWith(start))
                .map(line -> List.of(line.substring(start.length()).split(" ", -1)))
                .findFirst()
                .orElseThrow();
    }

    /** Makes a user anew from other words. */
    static void redefine(TestRedis redis, String user, List<String> words) {
        List<String> arguments = new ArrayList<>(List.of("SETUSER", user, "reset"));
        arguments.addAll(selectorsJoined(words));
        arguments.removeIf(String::isEmpty);
        acl(redis, arguments.toArray(String[]::new));
    }

    /** Writes them as the file that a server reads its users from; the default user may do all. */
    static void write(Path file, String password, String ofDefault) throws Exception {
        List<String> lines = new ArrayList<>();
        for (String line : lines()) {
            lines.add(
                    line.startsWith("user default ")
                            ? "user default on ~* &* +@all #" + sha256(ofDefault)
                            : line + " #" + sha256(password));
        }
        Files.write(file, lines);
    }

    /** The same in a folder of its own, which goes when the tests end. */
    static Path temporary(String password) {
        try {
            Path folder = Files.createTempDirectory("hookline-acl-");
            Path file = folder.resolve("users.acl");
            write(file, password, TestRedis.PASSWORD);
            folder.toFile().deleteOnExit();
            file.toFile().deleteOnExit();
            return file;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static String acl(TestRedis redis, String... words) {
        CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8);
        List.of(words).forEach(arguments::add);
        return redis.admin().dispatch(CommandType.ACL, new StatusOutput<>(StringCodec.UTF8), arguments);
    }

    static String sha256(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }

    /** The parentheses of a selector and what is between them are one argument to Redis. */
    private static List<String> selectorsJoined(List<String> words) {
        String all = String.join(" ", words);
        int open = all.indexOf('(');
        if (open < 0) {
            return words;
        }
        List<String> joined =
                new ArrayList<>(List.of(all.substring(0, open).trim().split(" ", -1)));
        joined.add(all.substring(open));
        return joined;
    }
}
