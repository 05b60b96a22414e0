package org.tocsin.cli.peer;

import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.cli.terminal.Times;
import org.tocsin.kernel.Printable;
import org.tocsin.platform.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes a token with which one organisation can ask to join. */
@Command(
        description = "Makes a token for one organisation. It opens the door once, within 24 hours.",
        footer = {"", "Examples:", "  tocsin peer invite", "  tocsin peer invite --quiet > token.txt"})
public final class PeerInvite implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    public PeerInvite(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var answer = node.client().post("/api/v1/peers/invite");
        if (!node.printed(terminal, answer)) {
            terminal.out().println(Printable.of(Json.text(answer, "token")));
            node.talk(terminal, "Give it to one organisation, over a way you trust. It runs: tocsin peer join TOKEN");
            node.talk(terminal, "Good once, until " + Times.minutes(terminal, Json.text(answer, "expires")) + ".");
            node.talk(terminal, "Your fingerprint, to be read out: " + Printable.of(Json.text(answer, "fingerprint")));
            node.talk(terminal, "Then, here: tocsin peer accept THEIR.DOMAIN");
        }
        return Exit.DONE;
    }
}
