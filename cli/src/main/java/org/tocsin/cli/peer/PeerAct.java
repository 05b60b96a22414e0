package org.tocsin.cli.peer;

import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.ApiClient;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.kernel.Printable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Does one thing to one peer that is named by its domain or fingerprint. */
abstract class PeerAct implements Callable<Integer> {
    private final Terminal terminal;
    private final String verb;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Parameters(paramLabel = "PEER", description = "Domain, or the first groups of the fingerprint")
    @SuppressWarnings("NullAway.Init")
    private String peer;

    PeerAct(Terminal terminal, String verb) {
        this.terminal = terminal;
        this.verb = verb;
    }

    @Override
    public final Integer call() {
        var answer = node.client().post("/api/v1/peers/" + ApiClient.part(peer) + "/" + verb);
        if (!node.printed(terminal, answer)) {
            show(answer);
        }
        return Exit.DONE;
    }

    private void show(JsonNode answer) {
        if (answer.has("domain")) {
            PeerLine.print(terminal, answer);
        } else {
            terminal.out().println("- removed  " + Printable.of(peer));
        }
    }
}
