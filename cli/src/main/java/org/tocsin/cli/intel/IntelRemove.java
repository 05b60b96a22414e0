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

/** Takes an imported list out of force. */
@Command(
        description = "Takes an imported block list out of force, at once.",
        footer = {"", "Examples:", "  tocsin intel rm drop", "  tocsin intel rm scanners --json"})
public final class IntelRemove implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Parameters(paramLabel = "NAME", description = "As intel ls shows it.")
    private String name = "";

    public IntelRemove(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var answer = node.client().post("/api/v1/imports/" + ApiClient.part(name) + "/remove");
        if (!node.printed(terminal, answer)) {
            terminal.out().println("- removed  " + Printable.of(name));
        }
        return Exit.DONE;
    }
}
