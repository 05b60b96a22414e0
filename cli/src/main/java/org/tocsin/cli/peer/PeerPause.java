package org.tocsin.cli.peer;

import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.ApiClient;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Stops following a peer and being followed; it stays on record. */
@Command(
        description = "Stops following a peer and being followed; it stays on record.",
        footer = {"", "Examples:", "  tocsin peer pause beta.example", "  tocsin peer pause mfzw-42lt --json"})
public final class PeerPause implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Parameters(paramLabel = "PEER", description = "Domain, or the first groups of the fingerprint")
    @SuppressWarnings("NullAway.Init")
    private String peer;

    public PeerPause(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var answer = node.client().post("/api/v1/peers/" + ApiClient.part(peer) + "/pause");
        if (!node.printed(terminal, answer)) {
            PeerLine.print(terminal, answer);
        }
        return Exit.DONE;
    }
}
