package org.tocsin.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import org.tocsin.cli.bench.BenchCommand;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.cli.watch.WatchCommand;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands and what they have in common: help, exit codes, errors in words with a code and never a stack trace. */
public final class Commands {
    private Commands() {}

    /** Runs one command line; returns its exit code. */
    public static int run(Terminal terminal, String... arguments) {
        return build(terminal).execute(arguments);
    }

    static CommandLine build(Terminal terminal) {
        var root = new CommandLine(new Tocsin());
        root.addSubcommand("watch", new WatchCommand(terminal));
        root.addSubcommand("bench", new BenchCommand(terminal));
        root.addSubcommand("completion", new GenerateCompletion());
        conventions(root, terminal);
        return root;
    }

    /** What holds for every command, however deep. */
    private static void conventions(CommandLine command, Terminal terminal) {
        command.getCommandSpec().mixinStandardHelpOptions(true);
        command.getCommandSpec().usageMessage().width(Math.max(60, Math.min(terminal.width(), 120)));
        command.getCommandSpec().version("tocsin " + version());
        command.setOut(terminal.out());
        command.setErr(terminal.err());
        command.setColorScheme(Help.defaultColorScheme(terminal.colours() ? Help.Ansi.ON : Help.Ansi.OFF));
        command.setParameterExceptionHandler((refused, arguments) -> misused(refused, terminal));
        command.setExecutionExceptionHandler((thrown, line, result) -> failed(thrown, terminal));
        command.getSubcommands().values().forEach(sub -> conventions(sub, terminal));
    }

    private static String version() {
        var version = Commands.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }

    private static int misused(ParameterException refused, Terminal terminal) {
        PrintWriter err = terminal.err();
        var message = refused.getMessage();
        err.println("tocsin: "
                + Printable.of(
                        message == null
                                ? "wrong use"
                                : message.lines().findFirst().orElse("")));
        if (refused instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            err.println("Did you mean: " + String.join(", ", unmatched.getSuggestions()) + "?");
        }
        var name = refused.getCommandLine().getCommandSpec().qualifiedName();
        err.println("See: " + name + " --help");
        return Exit.WRONG_USE;
    }

    private static int failed(Exception thrown, Terminal terminal) throws Exception {
        @Nullable Rejection refused = thrown instanceof Rejection rejection ? rejection : null;
        if (refused == null) {
            throw thrown;
        }
        terminal.err().println("tocsin: " + refused.code() + ": " + Printable.of(refused.detail()));
        return Exit.WRONG_USE;
    }
}
