package org.tocsin.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a noun: says which there are. */
@Command(
        name = "tocsin",
        description = "An alarm bell that one organisation rings and every other repeats.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  tocsin watch capture.pcap              what a capture holds against you",
            "  tcpdump -i eth0 -w - -U | tocsin watch -   the same, live"
        })
final class Tocsin implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
