package hookline.settings;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Which process acts on a setting, for the reference. */
enum UsedBy {
    HOOKS("hooks"),
    AGENT("agent"),
    PROCESSOR("processor"),
    RETENTION("retention worker"),
    CONSOLE("console"),
    READERS("readers");

    static final Set<UsedBy> EVERYTHING = EnumSet.allOf(UsedBy.class);
    static final Set<UsedBy> CONNECTED = EnumSet.complementOf(EnumSet.of(HOOKS));
    static final Set<UsedBy> SERVICES = EnumSet.of(AGENT, PROCESSOR, RETENTION, CONSOLE);

    private final String word;

    UsedBy(String word) {
        this.word = word;
    }

    static String inWords(Set<UsedBy> users) {
        return users.equals(EVERYTHING)
                ? "everything"
                : users.stream().sorted().map(user -> user.word).collect(Collectors.joining(", "));
    }
}
