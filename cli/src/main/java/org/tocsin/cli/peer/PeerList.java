package org.tocsin.cli.peer;

import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.terminal.Table;
import org.tocsin.cli.terminal.Table.Cell;
import org.tocsin.cli.terminal.Table.Column;
import org.tocsin.cli.terminal.Table.Fit;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.kernel.Printable;
import org.tocsin.platform.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Who shares with this organisation, how far behind, how far believed. */
@Command(
        description = "Lists the peers: state, lag, how far each is believed (0 to 1), what was declared of it.",
        footer = {"", "Examples:", "  tocsin peer ls", "  tocsin peer ls --json | jq -r .fingerprint"})
public final class PeerList implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    public PeerList(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var answer = node.client().get("/api/v1/peers");
        if (!node.printedEach(terminal, answer.path("peers"))) {
            show(answer);
        }
        return Exit.DONE;
    }

    private void show(JsonNode answer) {
        terminal.out()
                .println(Printable.of(Json.text(answer, "domain")) + "  " + Printable.of(Json.text(answer, "self")));
        var table = new Table(
                terminal,
                new Column("PEER", Fit.MIDDLE),
                new Column("STATE", Fit.WHOLE),
                new Column("LAG", Fit.WHOLE),
                new Column("TRUST", Fit.WHOLE),
                new Column("FINGERPRINT", Fit.WHOLE));
        for (var peer : answer.path("peers")) {
            table.row(
                    Cell.of(Json.text(peer, "domain")),
                    PeerLine.state(peer),
                    PeerLine.lag(peer),
                    PeerLine.trust(peer),
                    Cell.of(Json.text(peer, "fingerprint")));
            table.note(PeerLine.standing(peer));
            table.note(PeerLine.note(terminal, peer, Json.text(answer, "domain")));
        }
        if (table.isEmpty()) {
            terminal.out()
                    .println("No peers yet. Invite one: tocsin peer invite. Or join one: tocsin peer join TOKEN.");
        } else {
            table.print();
        }
    }
}
