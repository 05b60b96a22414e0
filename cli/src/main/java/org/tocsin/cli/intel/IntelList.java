package org.tocsin.cli.intel;

import java.util.Locale;
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

/** The imported lists that stand. */
@Command(
        description = "Lists the imported block lists that are in force.",
        footer = {"", "Examples:", "  tocsin intel ls", "  tocsin intel ls --json"})
public final class IntelList implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    public IntelList(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var lists = node.client().get("/api/v1/imports").path("imports");
        if (node.printedEach(terminal, lists)) {
            return Exit.DONE;
        }
        var table = new Table(
                terminal,
                new Column("LIST", Fit.MIDDLE),
                new Column("ACTION", Fit.WHOLE),
                new Column("ENTRIES", Fit.WHOLE),
                new Column("UNTIL", Fit.WHOLE));
        for (var list : lists) {
            table.row(
                    Cell.of(Json.text(list, "name")),
                    Cell.of(Json.text(list, "action")),
                    Cell.of(String.format(Locale.ROOT, "%,d", Json.number(list, "entries"))),
                    Cell.of(Times.minutes(terminal, Json.text(list, "until"))));
        }
        if (table.isEmpty()) {
            terminal.out().println("No list is imported. Import one: tocsin intel import NAME FILE.");
        } else {
            table.print();
        }
        return Exit.DONE;
    }
}
