package hookline.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Asks before something that cannot be undone; without anybody to ask, it is not done. */
final class Confirmation {
    private Confirmation() {}

    /**
     * Returns when the answer is yes.
     *
     * @param what is about to happen, a sentence without its full stop
     * @param verb for doing it
     */
    static void ask(String what, String verb) throws IOException {
        if (!Boolean.getBoolean("hookline.terminal")) {
            throw new CommandFailedException("Nobody to ask: add --yes to " + verb);
        }
        System.err.print(what + ". Go on? [y/N] ");
        BufferedReader answers = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String answer = String.valueOf(answers.readLine()).strip().toLowerCase(Locale.ROOT);
        if (!answer.equals("y") && !answer.equals("yes")) {
            throw new CommandFailedException("Nothing was changed");
        }
    }
}
