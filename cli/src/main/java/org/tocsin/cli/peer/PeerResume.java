package org.tocsin.cli.peer;

import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.ApiClient;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes up a paused peer again. */
@Command(
        description = "Takes up a paused peer again.",
        footer = {"", "Examples:", "  tocsin peer resume beta.example", "  tocsin peer resume mfzw-42lt --json"})
public final class PeerResume implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Parameters(paramLabel = "PEER", description = "Domain, or the first groups of the fingerprint")
    @SuppressWarnings("NullAway.Init")
    private String peer;

    public PeerResume(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var answer = node.client().post("/api/v1/peers/" + ApiClient.part(peer) + "/resume");
        if (!node.printed(terminal, answer)) {
            PeerLine.print(terminal, answer);
        }
        return Exit.DONE;
    }
}
