package hookline.processor.redact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One text under inspection and what was found in it so far. What detectors look at beside the one pass counts against
 * the budget. Not thread-safe.
 */
final class Scan {
    private static final int ESCAPE_REACH = 300;

    /** How often each character of a value is looked at, roughly, until it is told from what is no secret. */
    private static final int JUDGEMENT = 4;

    private final char[] text;
    private final int from;
    private final int to;
    private final List<Finding> findings = new ArrayList<>(0);
    private final Budget budget;
    private @Nullable Landmarks landmarks;
    private int slicedTo;
    private int coveredTo;
    private int suspectedTo;
    private int nameEnd = -1;
    private int namedFrom = -1;
    private int namedTo = -1;
    private @Nullable NamedValue named;
    private int[] windows = {};
    private int windowCount;
    private boolean kubernetesSecret;

    Scan(char[] text, int from, int to, Budget budget) {
        this.text = text;
        this.from = from;
        this.to = to;
        this.budget = budget;
        this.coveredTo = from;
    }

    /** A text that is not part of another. */
    Scan(char[] text, int from, int to) {
        this(text, from, to, Budget.forValueOf(to - from));
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** The character there, or 0 beyond either end. */
    char at(int index) {
        return index >= from && index < to ? text[index] : 0;
    }

    /** Counts characters that a detector looks at in a loop of its own. */
    void look(int characters) {
        budget.look(characters);
    }

    /** A copy to judge; what was copied before counts against the budget. */
    String slice(int start, int end) {
        budget.look(JUDGEMENT * Math.max(0, Math.min(end, slicedTo) - start));
        slicedTo = Math.max(slicedTo, end);
        return new String(text, start, end - start);
    }

    /** What is given to the name between these places, which several detectors ask for one after the other. */
    @Nullable
    NamedValue valueOf(int nameStart, int nameEnd) {
        if (nameStart != namedFrom || nameEnd != namedTo) {
            named = NamedValue.after(this, nameStart, nameEnd);
            namedFrom = nameStart;
            namedTo = nameEnd;
        }
        return named;
    }

    /** What the name between these places announces. */
    SecretName name(int start, int end, RedactionRules rules) {
        return rules.meaning(text, start, end);
    }

    /** Whether a name of this meaning says itself that what it names is none. */
    boolean deniesSecret(int start, int end, SecretName meaning) {
        return meaning != SecretName.PASSWORD && SecretName.denies(text, start, end);
    }

    /** Whether a value only repeats the name between these places. */
    boolean isNamed(int start, int end, String value) {
        return SecretName.areAlike(text, start, end, value);
    }

    boolean matches(String literal, int index) {
        if (index < from || index + literal.length() > to) {
            return false;
        }
        for (int i = 0; i < literal.length(); i++) {
            if (text[index + i] != literal.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Like {@link #matches}, in any case; {@code lowerCase} has to be just that. */
    boolean matchesIgnoringCase(String lowerCase, int index) {
        if (index < from || index + lowerCase.length() > to) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            char c = text[index + i];
            if ((c >= 'A' && c <= 'Z' ? (char) (c + 32) : c) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Where the run of {@code kind} that starts at or spans {@code start} ends, exclusive. */
    int runEnd(CharClass kind, int start) {
        return landmarks().runEnd(kind, start);
    }

    /** The first such place at or behind {@code start}, or the end of the text. */
    int next(Place place, int start) {
        return landmarks().next(place, start);
    }

    /** The last such place before {@code index}, at most {@code reach} characters back, or -1. */
    int lastBefore(Place place, int index, int reach) {
        return landmarks().lastBefore(place, index, reach);
    }

    private Landmarks landmarks() {
        if (landmarks == null) {
            landmarks = new Landmarks(this);
        }
        return landmarks;
    }

    /** Where the run of {@code kind} that ends before {@code end} starts, at most {@code limit} characters back. */
    int runStart(CharClass kind, int end, int limit) {
        int floor = Math.max(from, end - limit);
        int start = end;
        while (start > floor && kind.has(text[start - 1])) {
            start--;
        }
        return start;
    }

    int skipBlanks(int index) {
        int limit = Math.min(to, index + 60);
        int i = index;
        while (i < limit && CharClass.BLANK.has(text[i])) {
            i++;
        }
        return i;
    }

    /** Whether nothing that belongs to a token stands before {@code index}; an escaped line break does not. */
    boolean startsWord(int index) {
        char before = at(index - 1);
        if (!CharClass.ALNUM.has(before)) {
            return true;
        }
        return (before == 'n' || before == 'r' || before == 't') && at(index - 2) == '\\';
    }

    boolean suspects(int index) {
        return index < suspectedTo;
    }

    boolean covers(int index) {
        return index < coveredTo;
    }

    /** True once for each name that ends at {@code end}, however many keywords the name holds. */
    boolean firstVisitOfName(int end) {
        boolean first = nameEnd != end;
        nameEnd = end;
        return first;
    }

    /** Reports a stretch and keeps it out of later checks. */
    void found(String rule, int start, int end) {
        suspected(rule, start, end);
        coveredTo = Math.max(coveredTo, end);
    }

    /** Reports a stretch that a later check may still put a better name to. */
    void suspected(String rule, int start, int end) {
        if (end > start) {
            findings.add(new Finding(rule, start, end));
            suspectedTo = Math.max(suspectedTo, end);
        }
    }

    /** Keeps the stretch out of later checks without replacing it. */
    void cover(int end) {
        coveredTo = Math.max(coveredTo, end);
    }

    /** Marks the surroundings of an escape as worth reading again with the escapes resolved. */
    void sawEscape(int index) {
        int end = Math.min(to, index + ESCAPE_REACH);
        if (windowCount > 0 && index - ESCAPE_REACH <= windows[2 * windowCount - 1]) {
            windows[2 * windowCount - 1] = end;
            return;
        }
        if (2 * windowCount == windows.length) {
            windows = Arrays.copyOf(windows, windows.length * 2 + 2);
        }
        windows[2 * windowCount] = Math.max(from, index - ESCAPE_REACH);
        windows[2 * windowCount + 1] = end;
        windowCount++;
    }

    void sawKubernetesSecret() {
        kubernetesSecret = true;
    }

    boolean mentionsKubernetesSecret() {
        return kubernetesSecret;
    }

    boolean hasEscapes() {
        return windowCount > 0;
    }

    /** Starts and ends, in turn and in order, of the stretches that hold escapes. */
    int[] escapeWindows() {
        return Arrays.copyOf(windows, 2 * windowCount);
    }

    List<Finding> findings() {
        return findings;
    }
}
