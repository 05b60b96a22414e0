package org.tocsin.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.tocsin.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** What {@code --help} says, for those who ask for it first. The library's own knows one word only, and verbs have two. */
@Command(
        description = "Explains a command: tocsin help, tocsin help watch, tocsin help peer invite.",
        footer = {"", "Examples:", "  tocsin help watch", "  tocsin help node init"})
final class HelpCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "COMMAND", description = "A noun, and its verb")
    private List<String> words = new ArrayList<>();

    HelpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var command = spec.root().commandLine();
        for (int i = 0; i < words.size(); i++) {
            var next = command.getSubcommands().get(words.get(i));
            if (next == null) {
                throw unknown(command.getSubcommands().isEmpty() ? spec : command.getCommandSpec(), i);
            }
            command = next;
        }
        command.usage(terminal.out());
        return Exit.DONE;
    }

    private ParameterException unknown(CommandSpec where, int at) {
        return new UnmatchedArgumentException(where.commandLine(), words.subList(at, words.size()));
    }
}
