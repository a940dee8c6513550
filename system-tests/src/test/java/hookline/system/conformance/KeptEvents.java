package hookline.system.conformance;

import hookline.client.Spool;
import hookline.client.SpooledHook;
import hookline.system.conformance.Finding.Violation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a hook left in its home's spool, to be compared with what it was given.
 *
 * <p>Whatever is expected, what lies there as an event has to be the event, whole up to the recorder's limit. Nothing
 * is checked of a recorder that keeps its events elsewhere.
 */
final class KeptEvents {
    private static final int LIMIT = 1024 * 1024;

    private final Path home;
    private final boolean known;
    private final StandardInput input;
    private final Findings findings;
    private final String where;

    KeptEvents(Path home, boolean known, StandardInput input, Findings findings, String where) {
        this.home = home;
        this.known = known;
        this.input = input;
        this.findings = findings;
        this.where = where;
    }

    /** The same hook's spool as it was copied before its disk went away. */
    KeptEvents copiedTo(Path other) {
        return new KeptEvents(other, known, input, findings, where);
    }

    void stored() throws IOException {
        stored(1);
    }

    void stored(int calls) throws IOException {
        between(calls, calls);
    }

    /** The event could not, or need not, be kept. */
    void storedOrNot() throws IOException {
        between(0, 1);
    }

    /** The event never was whole. */
    void nothing() throws IOException {
        between(0, 0);
    }

    /** Nothing could be kept, and whoever asks can see that. */
    void counted() throws IOException {
        nothing();
        if (known) {
            Path refused = home.resolve("spool").resolve("refused");
            long count = Files.exists(refused) ? Files.size(refused) : 0;
            findings.check(count == 1, Violation.LOST, where, count + " counted of 1");
        }
    }

    private void between(int least, int most) throws IOException {
        if (!known) {
            return;
        }
        List<Path> kept = files();
        findings.check(kept.size() >= least, Violation.LOST, where, kept.size() + " kept of " + least);
        Violation surplus = most == 0 ? Violation.INCOMPLETE : Violation.REPEATED;
        findings.check(kept.size() <= most, surplus, where, kept.size() + " kept of " + most);
        ByteBuffer whole = ByteBuffer.wrap(input.first(LIMIT + 1));
        for (Path file : kept) {
            ByteBuffer payload = SpooledHook.read(
                            content(file), file.getFileName().toString(), LIMIT)
                    .payload();
            String sizes = payload.remaining() + " bytes kept of " + whole.remaining();
            findings.check(payload.equals(whole), Violation.INCOMPLETE, where, sizes);
        }
    }

    /** An empty file may name the one in which the event lies. */
    private Path content(Path named) throws IOException {
        Path written = Spool.at(home).tmp().resolve(named.getFileName());
        return Files.size(named) == 0 && Files.exists(written) ? written : named;
    }

    private List<Path> files() throws IOException {
        Path fresh = Spool.at(home).fresh();
        if (!Files.isDirectory(fresh)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(fresh)) {
            return files.toList();
        }
    }
}
