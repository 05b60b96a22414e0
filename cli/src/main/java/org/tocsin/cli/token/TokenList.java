package org.tocsin.cli.token;

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

/** Who holds a key. */
@Command(
        description = "Lists the tokens: who may do what. The secrets are not kept.",
        footer = {"", "Examples:", "  tocsin token ls", "  tocsin token ls --json"})
public final class TokenList implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    public TokenList(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var tokens = node.client().get("/api/v1/tokens").path("tokens");
        if (node.printedEach(terminal, tokens)) {
            return Exit.DONE;
        }
        var table = new Table(
                terminal,
                new Column("NAME", Fit.MIDDLE),
                new Column("ROLE", Fit.WHOLE),
                new Column("CREATED", Fit.WHOLE));
        for (var token : tokens) {
            table.row(
                    Cell.of(Json.text(token, "name")),
                    Cell.of(Json.text(token, "role")),
                    Cell.of(Times.minutes(terminal, Json.text(token, "created"))));
        }
        table.print();
        return Exit.DONE;
    }
}
