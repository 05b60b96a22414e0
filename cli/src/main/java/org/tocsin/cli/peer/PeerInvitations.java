package org.tocsin.cli.peer;

import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.terminal.Table;
import org.tocsin.cli.terminal.Table.Cell;
import org.tocsin.cli.terminal.Table.Column;
import org.tocsin.cli.terminal.Table.Fit;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.cli.terminal.Times;
import org.tocsin.platform.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Invitations that somebody can still use. */
@Command(
        description = "Lists the invitations that are out and unused. The tokens themselves are not kept.",
        footer = {"", "Examples:", "  tocsin peer invitations", "  tocsin peer invitations --json"})
public final class PeerInvitations implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    public PeerInvitations(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var open = node.client().get("/api/v1/peers/invitations").path("invitations");
        if (node.printedEach(terminal, open)) {
            return Exit.DONE;
        }
        var table = new Table(terminal, new Column("ID", Fit.WHOLE), new Column("GOOD UNTIL", Fit.WHOLE));
        for (var one : open) {
            table.row(Cell.of(Json.text(one, "id")), Cell.of(Times.minutes(terminal, Json.text(one, "expires"))));
        }
        if (table.isEmpty()) {
            terminal.out().println("No invitation is out. Make one: tocsin peer invite.");
        } else {
            table.print();
            node.talk(terminal, "Take one back: tocsin peer uninvite ID");
        }
        return Exit.DONE;
    }
}
