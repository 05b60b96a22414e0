package org.tocsin.cli.verdict;

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
import picocli.CommandLine.Option;

/** What is in force, with the deciding reason. */
@Command(
        description = "Lists the verdicts that are in force.",
        footer = {"", "Examples:", "  tocsin verdict ls", "  tocsin verdict ls --all --json"})
public final class VerdictList implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Option(names = "--all", description = "Also what is only watched or ignored.")
    private boolean all;

    public VerdictList(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var verdicts =
                node.client().get("/api/v1/verdicts" + (all ? "?all=1" : "")).path("verdicts");
        if (node.printedEach(terminal, verdicts)) {
            return Exit.DONE;
        }
        var table = new Table(
                terminal,
                new Column("SUBJECT", Fit.MIDDLE),
                new Column("ACTION", Fit.WHOLE),
                new Column("BASIS", Fit.WHOLE),
                new Column("UNTIL", Fit.WHOLE),
                new Column("WHY", Fit.END));
        for (var verdict : verdicts) {
            table.row(
                    Cell.of(Json.text(verdict, "subject")),
                    VerdictLine.action(verdict),
                    Cell.of(Json.text(verdict, "basis")),
                    Cell.of(Times.minutes(terminal, Json.text(verdict, "until"))),
                    Cell.of(VerdictLine.reason(verdict)));
        }
        if (table.isEmpty()) {
            terminal.out().println("Nothing is in force.");
        } else {
            table.print();
        }
        return Exit.DONE;
    }
}
