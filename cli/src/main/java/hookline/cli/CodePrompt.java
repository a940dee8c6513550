package hookline.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where a one-time code comes from. */
@FunctionalInterface
interface CodePrompt {
    /** Another one, or none, for tests: they must not ask the terminal that they were started from. */
    Path TERMINAL = Path.of(System.getProperty("hookline.tty", "/dev/tty"));

    /** What was typed, without spaces around it; a code may be anything until it was looked at. */
    String ask(String question) throws IOException;

    /** The terminal that the process belongs to, whatever its input is. */
    static CodePrompt terminal() {
        return question -> {
            if (!hasTerminal()) {
                throw new CommandFailedException(
                        "A one-time code is asked for, and there is no terminal to ask on: this"
                                + " command reads its data from stdin, so run it where you can type");
            }
            return onTerminal(question);
        };
    }

    /** The terminal, or where there is none one line of stdin. */
    static CodePrompt terminalOrStdin() {
        return question -> {
            if (hasTerminal()) {
                return onTerminal(question);
            }
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            String line = input.readLine();
            if (line == null) {
                throw new CommandFailedException(
                        "A one-time code is asked for, and there is neither a terminal to ask on nor a line on stdin");
            }
            return line.strip();
        };
    }

    private static boolean hasTerminal() {
        try {
            Files.newInputStream(TERMINAL).close();
            return true;
        } catch (IOException e) {
            // Such as "No such device or address": the process has none.
            return false;
        }
    }

    private static String onTerminal(String question) throws IOException {
        try (BufferedReader answers = Files.newBufferedReader(TERMINAL, StandardCharsets.UTF_8)) {
            Files.writeString(TERMINAL, question, StandardOpenOption.WRITE);
            return String.valueOf(answers.readLine()).strip();
        }
    }
}
