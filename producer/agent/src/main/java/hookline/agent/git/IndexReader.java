package hookline.agent.git;

import hookline.agent.git.IndexEntry.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the index of git, versions 2 to 4, from bytes that nobody has checked; what it does not know, such as a split or
 * sparse index, it refuses. For one index.
 *
 * @see <a href="https://git-scm.com/docs/index-format">the format</a>
 */
final class IndexReader {
    private static final int SIGNATURE = 0x44495243;
    private static final int TREE_EXTENSION = 0x54524545;
    private static final int ID_BYTES = 20;
    private static final int LONGEST_PATH = 4096;
    private static final int ASSUME_VALID = 0x8000;
    private static final int EXTENDED = 0x4000;
    private static final int STAGE = 0x3000;
    private static final int SKIP_WORK_TREE = 0x4000;
    private static final int INTENT_TO_ADD = 0x2000;
    private static final Set<String> NOT_PLAIN = Set.of("", ".", "..", ".git");

    private final ByteBuffer in;
    private final List<IndexEntry> entries = new ArrayList<>();
    private byte[] path = {};
    private boolean unfinished;
    private boolean changed;
    private Optional<String> tree = Optional.empty();

    private IndexReader(byte[] index) {
        this.in = ByteBuffer.wrap(index);
    }

    static GitIndex read(byte[] index, Effort effort) throws UnknownStateException {
        try {
            return new IndexReader(index).read(effort);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new UnknownStateException("the index is broken");
        }
    }

    private GitIndex read(Effort effort) throws UnknownStateException {
        if (in.getInt() != SIGNATURE) {
            throw new UnknownStateException("this is no index");
        }
        int version = in.getInt();
        int count = in.getInt();
        if (version < 2 || version > 4 || count < 0) {
            throw new UnknownStateException("an index of an unknown version");
        }
        effort.files(count);
        for (int i = 0; i < count; i++) {
            entry(version);
        }
        while (in.remaining() >= ID_BYTES + 8) {
            extension();
        }
        return new GitIndex(entries, unfinished, changed, tree);
    }

    private void entry(int version) throws UnknownStateException {
        int start = in.position();
        in.getLong();
        int modifiedSeconds = in.getInt();
        int modifiedNanos = in.getInt();
        in.getLong();
        int mode = in.getInt();
        in.getLong();
        int size = in.getInt();
        String objectId = objectId();
        int flags = in.getShort();
        int further = (flags & EXTENDED) != 0 && version > 2 ? in.getShort() : 0;
        path = path(version, start);
        unfinished |= (flags & STAGE) != 0 || (further & INTENT_TO_ADD) != 0;
        boolean compared = (flags & ASSUME_VALID) == 0 && (further & SKIP_WORK_TREE) == 0;
        entries.add(new IndexEntry(plain(path), kind(mode), compared, modifiedSeconds, modifiedNanos, size, objectId));
    }

    private byte[] path(int version, int start) throws UnknownStateException {
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        if (version == 4) {
            int kept = path.length - variableLength();
            if (kept < 0) {
                throw new UnknownStateException("the index is broken");
            }
            name.write(path, 0, kept);
        }
        for (byte b = in.get(); b != 0; b = in.get()) {
            name.write(b);
            if (name.size() > LONGEST_PATH) {
                throw new UnknownStateException("a name is too long");
            }
        }
        if (version != 4) {
            int length = in.position() - start;
            in.position(start + (length + 7) / 8 * 8);
        }
        return name.toByteArray();
    }

    /** As offsets in packs are written. */
    private int variableLength() {
        int b = in.get();
        int value = b & 0x7f;
        while (b < 0 && value <= LONGEST_PATH) {
            b = in.get();
            value = ((value + 1) << 7) + (b & 0x7f);
        }
        return value;
    }

    private void extension() throws UnknownStateException {
        int signature = in.getInt();
        int end = Math.addExact(in.getInt(), in.position());
        if (signature == TREE_EXTENSION) {
            tree();
        } else if (signature >>> 24 < 'A' || signature >>> 24 > 'Z') {
            // Lower case says that the index cannot be understood without it.
            throw new UnknownStateException("a split or sparse index");
        }
        in.position(end);
    }

    /** The root comes first; its count is negative where it was changed since. */
    private void tree() {
        if (in.get() != 0) {
            throw new IllegalArgumentException("the root has a name");
        }
        changed = in.get() == '-';
        while (in.get() != '\n') {}
        tree = changed ? Optional.empty() : Optional.of(objectId());
    }

    private String objectId() {
        byte[] id = new byte[ID_BYTES];
        in.get(id);
        return HexFormat.of().formatHex(id);
    }

    private static Kind kind(int mode) throws UnknownStateException {
        return switch (mode) {
            case 0100644 -> Kind.FILE;
            case 0100755 -> Kind.PROGRAM;
            case 0120000 -> Kind.LINK;
            case 0160000 -> Kind.SUBMODULE;
            default -> throw new UnknownStateException("an entry of an unknown kind");
        };
    }

    /** The index of a hostile folder must not lead out of it. */
    private static String plain(byte[] name) throws UnknownStateException {
        String text = new String(name, StandardCharsets.UTF_8);
        boolean plain = Stream.of(text.split("/", -1)).noneMatch(NOT_PLAIN::contains);
        if (!plain || !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), name)) {
            throw new UnknownStateException("a name that is not UTF-8, or leads out of its folder");
        }
        return text;
    }
}
