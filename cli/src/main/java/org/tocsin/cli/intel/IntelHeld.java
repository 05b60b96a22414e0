package org.tocsin.cli.intel;

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

/** Retractions that came too many at once and wait for a person. Source: ARCHITECTURE section 3. */
@Command(
        description = "Lists retractions that wait for you: more than 20 of one member within a minute.",
        footer = {"", "Examples:", "  tocsin intel held", "  tocsin intel held --json"})
public final class IntelHeld implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    public IntelHeld(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var held = node.client().get("/api/v1/intel/held").path("held");
        if (node.printedEach(terminal, held)) {
            return Exit.DONE;
        }
        var table = new Table(
                terminal,
                new Column("REPORTER", Fit.MIDDLE),
                new Column("SUBJECT", Fit.MIDDLE),
                new Column("SINCE", Fit.WHOLE),
                new Column("ID", Fit.MIDDLE));
        for (var one : held) {
            table.row(
                    Cell.of(Json.text(one, "reporter")),
                    Cell.of(Json.text(one, "subject")),
                    Cell.of(Times.minutes(terminal, Json.text(one, "since"))),
                    Cell.of(Json.text(one, "id")));
        }
        if (table.isEmpty()) {
            terminal.out().println("No retraction waits for you.");
        } else {
            table.print();
        }
        return Exit.DONE;
    }
}
