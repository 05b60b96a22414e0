package org.tocsin.cli.peer;

import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.ApiClient;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.kernel.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes a peer off the record; a dead follower then no longer holds up a start. Source: ARCHITECTURE section 5, start rule. */
@Command(
        description =
                "Takes a peer off the record. To come back it needs a new token. To stop it for a while: peer pause.",
        footer = {"", "Examples:", "  tocsin peer remove beta.example", "  tocsin peer remove mfzw-42lt --json"})
public final class PeerRemove implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Parameters(paramLabel = "PEER", description = "Domain, or the first groups of the fingerprint")
    @SuppressWarnings("NullAway.Init")
    private String peer;

    public PeerRemove(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var answer = node.client().post("/api/v1/peers/" + ApiClient.part(peer) + "/remove");
        if (!node.printed(terminal, answer)) {
            terminal.out().println("- removed  " + Printable.of(peer));
        }
        return Exit.DONE;
    }
}
