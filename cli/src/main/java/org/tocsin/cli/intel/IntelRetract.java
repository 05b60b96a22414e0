package org.tocsin.cli.intel;

import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.ApiClient;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.kernel.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes an own report back, here and at everybody who follows. */
@Command(
        description = "Takes back an own report. It travels like the report did; others' reports keep their weight.",
        footer = {
            "",
            "Examples:",
            "  tocsin intel retract indicator--6f0c8e1e-7d1b-5c0a-9a39-2f6a5a0b7c11",
            "  tocsin verdict explain 198.51.100.7       shows the ids"
        })
public final class IntelRetract implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Parameters(paramLabel = "ID", description = "Id of the own report")
    @SuppressWarnings("NullAway.Init")
    private String id;

    public IntelRetract(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var answer = node.client().post("/api/v1/intel/" + ApiClient.part(id) + "/retract");
        if (!node.printed(terminal, answer)) {
            terminal.out().println("- retracted  " + Printable.of(id));
        }
        return Exit.DONE;
    }
}
