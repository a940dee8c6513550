package hookline.cli;

import hookline.processor.redact.Redacted;
import hookline.processor.redact.Replaced;
import hookline.processor.redact.SecretRedaction;
import hookline.processor.redact.UnredactableException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Redacts lines on all cores and hands them on in the order in which they came. For one thread. */
final class OrderedRedaction implements AutoCloseable {
    private static final int LINES_A_CORE = 64;

    /** So many characters are under way at most, or one line. */
    private static final int CHARACTERS = 16 << 20;

    private static final Redacted TOO_LONG =
            new Redacted("[REDACTED:unscanned]", List.of(new Replaced("unscanned", "", 0, InputLines.LONGEST)));

    private final int cores = Runtime.getRuntime().availableProcessors();
    private final ExecutorService workers = Executors.newFixedThreadPool(cores, task -> {
        Thread thread = new Thread(task, "redaction");
        thread.setDaemon(true);
        return thread;
    });
    private final Deque<Line> underWay = new ArrayDeque<>();
    private final SecretRedaction redaction;
    private final Consumer<Redacted> printer;
    private int characters;

    OrderedRedaction(SecretRedaction redaction, Consumer<Redacted> printer) {
        this.redaction = redaction;
        this.printer = printer;
    }

    private record Line(int length, Future<Redacted> result) {}

    /** Takes a line; an empty one stands for a line that was too long to be read, which nobody inspects. */
    void add(Optional<String> line) {
        int length = line.map(String::length).orElse(0);
        while (!underWay.isEmpty() && (underWay.size() >= cores * LINES_A_CORE || characters + length > CHARACTERS)) {
            printFirst();
        }
        characters += length;
        underWay.add(
                new Line(length, workers.submit(() -> line.map(this::redact).orElse(TOO_LONG))));
    }

    /** Prints all that was added. */
    void flush() {
        while (!underWay.isEmpty()) {
            printFirst();
        }
    }

    @Override
    public void close() {
        flush();
        workers.shutdownNow();
    }

    private void printFirst() {
        Line first = underWay.remove();
        characters -= first.length();
        try {
            printer.accept(first.result().get());
        } catch (ExecutionException e) {
            throw new IllegalStateException("A line could not be redacted", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("Interrupted");
        }
    }

    private Redacted redact(String line) {
        String start = line.stripLeading();
        if (start.startsWith("{") || start.startsWith("[") || start.startsWith("\"")) {
            try {
                return redaction.json(line);
            } catch (UnredactableException e) {
                // It only begins like JSON.
                return redaction.text(line);
            }
        }
        return redaction.text(line);
    }
}
