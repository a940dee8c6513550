package hookline.processor.redact;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets a rule search the text that is worst for it, before it may search anybody's events. */
final class RuleTrial {
    private static final int CHARACTERS = 1 << 16;
    private static final long LIMIT_SECONDS = 5;

    private RuleTrial() {}

    /**
     * Returns where the rule gets through its own keywords, over and over, within the limit.
     *
     * @throws IllegalArgumentException where it does not
     */
    static void pass(TokenRule rule) {
        ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "rule-trial");
            thread.setDaemon(true);
            return thread;
        });
        try {
            worker.submit(() -> search(rule)).get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalArgumentException("rule " + rule.id() + " takes more than " + LIMIT_SECONDS
                    + " s over 64 KiB of its own keywords; bound its runs, as in {alnum:20-80}");
        } catch (ExecutionException e) {
            throw new IllegalArgumentException(
                    "rule " + rule.id() + " fails on a text of its own keywords: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalArgumentException("interrupted while rule " + rule.id() + " was tried");
        } finally {
            worker.shutdownNow();
        }
    }

    private static boolean search(TokenRule rule) {
        TextRedactor alone = new TextRedactor(
                StandardDetectors.with(List.of(rule), RedactionRules.NONE), RedactionRules.NONE, Marking.PLAIN);
        boolean found = false;
        for (String keyword : rule.keywords()) {
            for (String joint : List.of("", "=", " ", "a1")) {
                char[] text = (keyword + joint)
                        .repeat(CHARACTERS / (keyword.length() + joint.length()))
                        .toCharArray();
                found |= alone.redactValue(text, 0, text.length) != null;
            }
        }
        return found;
    }
}
