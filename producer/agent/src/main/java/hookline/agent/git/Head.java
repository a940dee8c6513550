package hookline.agent.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What HEAD names.
 *
 * @param branch a well-formed name of at most 256 characters, or the first 12 digits of the commit
 * @param ref the branch's full name; empty where HEAD is detached
 * @param detachedAt the commit of a detached HEAD
 */
record Head(String branch, Optional<String> ref, Optional<String> detachedAt) {
    private static final Pattern OBJECT_ID = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final String SYMBOLIC = "ref: ";
    private static final String BRANCHES = "refs/heads/";
    private static final int LONGEST_BRANCH = 256;
    private static final int SHORT_ID = 12;
    private static final int PACKED_REFS_BYTES = 16 << 20;

    /** What git's own rules for ref names forbid, and every control character there is. */
    private static final Pattern ILL_FORMED =
            Pattern.compile("[\\p{Cc}\\p{Cf} ~^:?*\\[\\\\]|\\.\\.|//|@\\{|(^|/)\\.|\\.lock(/|$)|[./]$|^/|^@?$");

    /** Reads it; where it names no branch and no commit, nothing is known. */
    static Head of(Checkout checkout) throws IOException {
        String text = SmallFile.line(checkout.gitFolder().resolve("HEAD")).orElse("");
        if (OBJECT_ID.matcher(text).matches()) {
            return new Head(text.substring(0, SHORT_ID), Optional.empty(), Optional.of(text));
        }
        String branch = text.startsWith(SYMBOLIC + BRANCHES) ? text.substring((SYMBOLIC + BRANCHES).length()) : "";
        if (branch.length() > LONGEST_BRANCH || ILL_FORMED.matcher(branch).find()) {
            throw new UnknownStateException("HEAD names no branch");
        }
        return new Head(branch, Optional.of(BRANCHES + branch), Optional.empty());
    }

    /** The commit that is checked out; empty before the first one. */
    Optional<String> commit(Checkout checkout) throws IOException {
        if (ref.isEmpty()) {
            return detachedAt;
        }
        Optional<String> loose = SmallFile.line(checkout.commonFolder().resolve(ref.get()));
        if (loose.isEmpty()) {
            return packed(checkout, ref.get());
        }
        if (!OBJECT_ID.matcher(loose.get()).matches()) {
            throw new UnknownStateException("the branch names no commit");
        }
        return loose;
    }

    private static Optional<String> packed(Checkout checkout, String ref) throws IOException {
        Optional<byte[]> packed = SmallFile.read(checkout.commonFolder().resolve("packed-refs"), PACKED_REFS_BYTES);
        String ending = " " + ref;
        return packed.flatMap(bytes -> new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.endsWith(ending))
                .map(line -> line.substring(0, line.length() - ending.length()))
                .filter(id -> OBJECT_ID.matcher(id).matches())
                .findFirst());
    }
}
