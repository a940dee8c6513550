package hookline.agent;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of an event that has its number, {@code <id>.<sequence>}: the record that outlives any crash. */
record NumberedName(String id, long sequence) {
    private static final String ID_PATTERN = "[A-Za-z0-9-]{8,64}";
    private static final Pattern ID = Pattern.compile(ID_PATTERN);
    private static final Pattern NAME = Pattern.compile("(" + ID_PATTERN + ")\\.(0|[1-9][0-9]{0,17})");

    /** Whether a file of this name in {@code new/} is an event. */
    static boolean isId(String fileName) {
        return ID.matcher(fileName).matches();
    }

    static Optional<NumberedName> of(String fileName) {
        Matcher name = NAME.matcher(fileName);
        return name.matches()
                ? Optional.of(new NumberedName(name.group(1), Long.parseLong(name.group(2))))
                : Optional.empty();
    }

    String fileName() {
        return id + "." + sequence;
    }
}
