package hookline.streams.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One thing that a process does in Redis.
 *
 * @param patterns of the keys or the channel that it does it with, as ACL rules name them; empty for none
 * @param words the command, in which {@code K} and {@code KEYS} stand for them
 */
record Need(List<String> patterns, List<String> words) {
    /** Where nobody puts anything, under each pattern that ends in a star. */
    private static final String NOWHERE = "{doctor}";

    /** The hash of no script. */
    private static final String NO_SCRIPT = "0".repeat(40);

    private static final Set<String> WITH_SUBCOMMAND = Set.of("SCRIPT", "XGROUP", "XINFO");

    Need {
        patterns = List.copyOf(patterns);
        words = List.copyOf(words);
    }

    /** Reads such as {@code %R~hooks:*} and {@code HGET K f}; a dash stands for no pattern. */
    static Need parse(String patterns, String command) {
        return new Need(
                patterns.equals("-") ? List.of() : List.of(patterns.split(" ", -1)), List.of(command.split(" ", -1)));
    }

    List<String> command() {
        List<String> keys = patterns.stream()
                .map(pattern -> pattern.substring(Math.max(pattern.indexOf('~'), pattern.indexOf('&')) + 1))
                .map(pattern -> pattern.replace("*", NOWHERE))
                .toList();
        List<String> command = new ArrayList<>();
        for (String word : words) {
            switch (word) {
                case "K" -> command.add(keys.get(0));
                case "KEYS" -> {
                    command.add(Integer.toString(keys.size()));
                    command.addAll(keys);
                }
                case "SHA" -> command.add(NO_SCRIPT);
                default -> command.add(word);
            }
        }
        return command;
    }

    /** The ACL rule that allows the command. */
    String rule() {
        String name = WITH_SUBCOMMAND.contains(words.get(0)) ? words.get(0) + "|" + words.get(1) : words.get(0);
        return "+" + name.toLowerCase(Locale.ROOT);
    }

    /** Whether it can be run without changing anything, whatever lies in Redis. */
    boolean isHarmless() {
        return !Set.of("DEL", "HSETNX", "PUBLISH", "SCRIPT", "SPUBLISH", "SSUBSCRIBE", "SUBSCRIBE", "UNSUBSCRIBE")
                .contains(words.get(0));
    }
}
