package hookline.agent.git;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Works out which tree a commit of the index would have, as git does and without writing it. For one index. */
final class IndexTree {
    private final List<IndexEntry> entries;
    private int next;

    private IndexTree(List<IndexEntry> entries) {
        this.entries = entries;
    }

    /** The tree's id; the entries are in the index's order, which is that of trees. */
    static String id(List<IndexEntry> entries) {
        return HexFormat.of().formatHex(new IndexTree(entries).folder(""));
    }

    private byte[] folder(String prefix) {
        ByteArrayOutputStream tree = new ByteArrayOutputStream();
        while (next < entries.size() && entries.get(next).name().startsWith(prefix)) {
            IndexEntry entry = entries.get(next);
            int slash = entry.name().indexOf('/', prefix.length());
            if (slash < 0) {
                next++;
                add(
                        tree,
                        entry.kind().mode(),
                        entry.name().substring(prefix.length()),
                        HexFormat.of().parseHex(entry.objectId()));
            } else {
                String name = entry.name().substring(prefix.length(), slash);
                add(tree, "40000", name, folder(entry.name().substring(0, slash + 1)));
            }
        }
        return sha1("tree " + tree.size() + "\0", tree.toByteArray());
    }

    private static void add(ByteArrayOutputStream tree, String mode, String name, byte[] objectId) {
        tree.writeBytes((mode + " " + name + "\0").getBytes(StandardCharsets.UTF_8));
        tree.writeBytes(objectId);
    }

    /** Git's hash of an object. */
    static byte[] sha1(String head, byte[] content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(head.getBytes(StandardCharsets.US_ASCII));
            return digest.digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-1", e);
        }
    }
}
