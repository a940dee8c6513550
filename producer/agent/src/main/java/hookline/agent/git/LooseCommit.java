package hookline.agent.git;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.InflaterInputStream;

/** Finds out which tree a recent commit has, without searching packs: one that is packed is of no known tree. */
final class LooseCommit {
    private static final int MAX_BYTES = 1 << 20;
    private static final int BEGINNING = 128;
    private static final Pattern TREE = Pattern.compile("commit [0-9]+\u0000tree ([0-9a-f]{40})\n");

    private LooseCommit() {}

    static Optional<String> tree(Checkout checkout, String commit) throws IOException {
        Optional<byte[]> object = SmallFile.read(
                checkout.commonFolder()
                        .resolve("objects")
                        .resolve(commit.substring(0, 2))
                        .resolve(commit.substring(2)),
                MAX_BYTES);
        if (object.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(object.get()))) {
            Matcher tree = TREE.matcher(new String(in.readNBytes(BEGINNING), StandardCharsets.ISO_8859_1));
            return tree.lookingAt() ? Optional.of(tree.group(1)) : Optional.empty();
        }
    }
}
