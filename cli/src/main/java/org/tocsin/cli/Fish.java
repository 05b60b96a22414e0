package org.tocsin.cli;

import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.Callable;
import org.tocsin.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** Completions for the fish shell, out of the commands as they are: the library that parses them knows bash and zsh alone. */
@Command(
        description = "Prints the completions for fish.",
        footer = {
            "",
            "Examples:",
            "  tocsin completion fish > ~/.config/fish/completions/tocsin.fish",
            "  tocsin completion fish | source"
        })
final class Fish implements Callable<Integer> {
    /** Both look at the words before the cursor without options: whether they are those given, or begin with them. */
    private static final String HEAD = """
            # Completions of tocsin for fish, made by: tocsin completion fish
            function __tocsin_words
                for word in (commandline -opc)[2..]
                    string match -q -- '-*' $word; or echo $word
                end
            end
            function __tocsin_at
                set -l said (__tocsin_words)
                test "$said" = "$argv"
            end
            function __tocsin_in
                set -l said (__tocsin_words)
                string match -q -- "$argv *" "$said "
            end
            complete -c tocsin -f
            """;

    private static final Set<String> FILES = Set.of("FILE", "DIR", "SOURCE");

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    Fish(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.out().print(HEAD);
        complete(spec.root().commandLine(), "", terminal.out());
        return Exit.DONE;
    }

    private static void complete(CommandLine command, String path, PrintWriter out) {
        var own = command.getCommandSpec();
        command.getSubcommands().forEach((name, sub) -> {
            if (!sub.getCommandSpec().usageMessage().hidden()) {
                var about = sub.getCommandSpec().usageMessage().description();
                out.println("complete -c tocsin -n '__tocsin_at" + path + "' -a " + name + described(about));
                complete(sub, path + " " + name, out);
            }
        });
        var here = path.isEmpty() ? "" : " -n '__tocsin_in" + path + "'";
        own.options().stream()
                .filter(option -> !option.hidden())
                .forEach(option -> out.println(
                        "complete -c tocsin" + here + names(option) + value(option) + described(option.description())));
        if (own.positionalParameters().stream().anyMatch(Fish::namesAFile)) {
            out.println("complete -c tocsin" + here + " -F");
        }
    }

    private static String names(OptionSpec option) {
        var names = new StringBuilder();
        for (var name : option.names()) {
            names.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        return names.toString();
    }

    private static String value(OptionSpec option) {
        if (option.arity().max() == 0) {
            return "";
        }
        if (namesAFile(option)) {
            return " -r -F";
        }
        var candidates = option.completionCandidates();
        return candidates == null ? " -x" : " -x -a " + quoted(String.join(" ", candidates));
    }

    /** By what the help calls it: a file may be a dash too, so that its type does not tell. */
    private static boolean namesAFile(ArgSpec argument) {
        return FILES.contains(argument.paramLabel());
    }

    private static String described(String... lines) {
        return lines.length == 0 ? "" : " -d " + quoted(lines[0]);
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
