package hookline.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code hookline completion}: what a shell needs to complete commands and options. */
@Command(
        name = "completion",
        description = "Prints a script by which bash and zsh complete commands and options.",
        footer = {"", "Example, for this shell or for ~/.bashrc:", "  source <(hookline completion)"},
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
    static String script() {
        return AutoComplete.bash("hookline", new CommandLine(new Hookline()));
    }

    @Override
    public Integer call() {
        System.out.print(script());
        return 0;
    }
}
