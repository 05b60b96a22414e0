package org.tocsin.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A noun without its verb: says which verbs there are. */
@Command(synopsisSubcommandLabel = "VERB")
final class Noun implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /**
     * A noun to hang verbs on.
     *
     * @param examples two command lines, without {@code tocsin}
     */
    static CommandLine of(String about, String... examples) {
        var noun = new CommandLine(new Noun());
        var footer = new String[examples.length + 2];
        footer[0] = "";
        footer[1] = "Examples:";
        for (int i = 0; i < examples.length; i++) {
            footer[i + 2] = "  tocsin " + examples[i];
        }
        noun.getCommandSpec().usageMessage().description(about).footer(footer);
        return noun;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a verb is missing");
    }
}
