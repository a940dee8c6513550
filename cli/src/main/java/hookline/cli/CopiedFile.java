package hookline.cli;

import hookline.schemas.CopiedRecord;
import hookline.schemas.UndecodableException;
import hookline.schemas.copy.CopyKind;
import hookline.schemas.copy.CopyReader;
import hookline.streams.CopyCheck;
import hookline.streams.CopyRules;
import hookline.streams.CopyTarget;
import hookline.streams.Layout;
import hookline.streams.RedisLink;
import hookline.streams.StopSignal;
import hookline.streams.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** A copy in a file; every record of it is looked at before the first one is used. */
final class CopiedFile {
    private final Path file;

    private CopiedFile(Path file) {
        this.file = file;
    }

    static CopiedFile of(Path file) {
        return new CopiedFile(file);
    }

    /** The number of partitions that the copy was made with. */
    int partitions() throws IOException {
        int[] found = {1};
        read(new StopSignal(), "", copied -> {
            String partitions = copied.getFields().getOrDefault("partitions", "");
            if (copied.getKind().equals(CopyKind.HEADER) && partitions.matches("[1-9]\\d{0,4}")) {
                found[0] = Integer.parseInt(partitions);
            }
        });
        return found[0];
    }

    /** Compares it with what Redis holds; true where they are equal. */
    boolean compare(RedisLink link, Layout layout, StopSignal stop, boolean json) throws IOException {
        CopyCheck check = new CopyCheck(link, layout);
        read(stop, "compared", check::take);
        long more = check.notInCopy(stop);
        String counts = json
                ? JsonLine.of(
                        "equal",
                        check.equal(),
                        "missing",
                        check.missing(),
                        "different",
                        check.different(),
                        "not_in_copy",
                        more)
                : String.format(
                        Locale.ROOT,
                        "%,d equal, %,d missing in Redis, %,d different, %,d events not in the copy",
                        check.equal(),
                        check.missing(),
                        check.different(),
                        more);
        System.out.println(counts);
        return !stop.isRequested() && check.missing() + check.different() + more == 0;
    }

    /** Restores it, and prints what became of it; false where something of it could not be. */
    boolean restore(RedisLink link, Layout layout, boolean publish, StopSignal stop, boolean json) throws IOException {
        CopyTarget target = new CopyTarget(link, layout, publish);
        read(stop, "restored", target::take);
        target.flush();
        long blocked = target.count(Verdict.BLOCKED);
        String counts = json
                ? JsonLine.of(
                        "restored",
                        target.count(Verdict.STORED),
                        "duplicates",
                        target.count(Verdict.DUPLICATE),
                        "erased",
                        target.count(Verdict.ERASED),
                        "blocked",
                        blocked)
                : String.format(
                        Locale.ROOT,
                        "%,d restored, %,d were there, %,d belong to what was erased",
                        target.count(Verdict.STORED),
                        target.count(Verdict.DUPLICATE),
                        target.count(Verdict.ERASED));
        System.out.println(counts);
        if (blocked > 0) {
            System.err.printf(
                    Locale.ROOT,
                    "hookline: %,d could not be restored, since keys of another type have their names: rename those keys"
                            + " and import again%n",
                    blocked);
        }
        return blocked == 0 && !stop.isRequested();
    }

    private void read(StopSignal stop, String what, Consumer<CopiedRecord> use) throws IOException {
        Progress progress = Progress.onTerminal();
        try (CopyReader reader = CopyReader.open(file)) {
            for (Optional<CopiedRecord> next = reader.next();
                    next.isPresent() && !stop.isRequested();
                    next = reader.next()) {
                check(next.get(), reader.number());
                use.accept(next.get());
                progress.show(reader.number() + " records " + (what.isEmpty() ? "looked at" : what));
            }
        } catch (UndecodableException e) {
            throw new CommandFailedException(file + " is no copy that can be used, " + e.getMessage()
                    + ". Take another one; nothing behind that record was used.");
        } finally {
            progress.end();
        }
    }

    private static void check(CopiedRecord copied, long number) throws UndecodableException {
        try {
            CopyRules.check(copied);
        } catch (UndecodableException e) {
            throw new UndecodableException("record " + number + ": " + e.getMessage());
        }
    }
}
