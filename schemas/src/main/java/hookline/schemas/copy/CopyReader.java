package hookline.schemas.copy;

import hookline.schemas.CopiedRecord;
import hookline.schemas.SingleObject;
import hookline.schemas.UndecodableException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;

/**
 * Reads a copy record by record, in whichever format it is, with one record or one Avro block in memory.
 *
 * <p>For one thread.
 */
public final class CopyReader implements AutoCloseable {
    /** What yields the records. */
    interface Records extends AutoCloseable {
        /** The next one; empty at the file's end. */
        Optional<CopiedRecord> next() throws IOException, UndecodableException;

        @Override
        void close() throws IOException;
    }

    private static final byte[] AVRO = {'O', 'b', 'j', 1};

    private final Records records;
    private long number;
    private String kind = "";

    private CopyReader(Records records) {
        this.records = records;
    }

    /**
     * Opens a file; its first bytes tell the format.
     *
     * @throws UndecodableException where it is no copy
     */
    public static CopyReader open(Path file) throws IOException, UndecodableException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            in.mark(AVRO.length);
            byte[] first = in.readNBytes(AVRO.length);
            in.reset();
            return new CopyReader(Arrays.equals(first, AVRO) ? avro(in) : new JsonRecords(in));
        } catch (IOException | UndecodableException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /**
     * The next record; empty behind the last one.
     *
     * @throws UndecodableException where it is none, or the file is not whole; the message says which record it was and
     *     quotes nothing of it
     */
    public Optional<CopiedRecord> next() throws IOException, UndecodableException {
        number++;
        try {
            Optional<CopiedRecord> next = records.next();
            checkOrder(next);
            return next;
        } catch (UndecodableException e) {
            throw new UndecodableException("record " + number + ": " + e.getMessage());
        }
    }

    /** Avro takes a file that was cut off for one that ends there. */
    private void checkOrder(Optional<CopiedRecord> next) throws UndecodableException {
        String before = kind;
        kind = next.map(CopiedRecord::getKind).orElse("");
        if (next.isEmpty()) {
            if (!before.equals(CopyKind.END)) {
                throw new UndecodableException("missing, since the file was cut off");
            }
        } else if (before.equals(CopyKind.END) || (number == 1) != kind.equals(CopyKind.HEADER)) {
            throw new UndecodableException("out of place");
        } else if (kind.equals(CopyKind.END) && next.get().getSequence() != number - 2) {
            throw new UndecodableException("others are missing before it");
        }
    }

    /** Which record was read last, counted from 1; in a file of JSON lines it is the line. */
    public long number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }

    private static Records avro(InputStream in) throws IOException, UndecodableException {
        SingleObject.limitAvro();
        DataFileStream<CopiedRecord> file;
        try {
            file = new DataFileStream<>(in, reader());
        } catch (AvroRuntimeException e) {
            throw new UndecodableException("no copy: the Avro file's header is damaged");
        }
        return new Records() {
            @Override
            public Optional<CopiedRecord> next() throws UndecodableException {
                try {
                    return file.hasNext() ? Optional.of(file.next()) : Optional.empty();
                } catch (AvroRuntimeException | IllegalArgumentException | UnsupportedOperationException e) {
                    throw new UndecodableException("not readable: the file is damaged or cut off");
                }
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    private static SpecificDatumReader<CopiedRecord> reader() {
        return new SpecificDatumReader<>(
                CopiedRecord.getClassSchema(), CopiedRecord.getClassSchema(), new SpecificData());
    }
}
