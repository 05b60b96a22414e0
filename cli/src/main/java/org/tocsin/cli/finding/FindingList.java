package org.tocsin.cli.finding;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.terminal.Colour;
import org.tocsin.cli.terminal.Table;
import org.tocsin.cli.terminal.Table.Cell;
import org.tocsin.cli.terminal.Table.Column;
import org.tocsin.cli.terminal.Table.Fit;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.cli.terminal.Times;
import org.tocsin.platform.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** The newest findings of the own detectors. */
@Command(
        description = "Lists the newest findings of your own detectors.",
        footer = {"", "Examples:", "  tocsin finding ls", "  tocsin finding ls --json"})
public final class FindingList implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    public FindingList(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var findings = node.client().get("/api/v1/findings").path("findings");
        if (node.printedEach(terminal, findings)) {
            return Exit.DONE;
        }
        var table = new Table(
                terminal,
                new Column("TIME", Fit.WHOLE),
                new Column("KIND", Fit.WHOLE),
                new Column("ABOUT", Fit.MIDDLE),
                new Column("SURE", Fit.WHOLE),
                new Column("OBSERVED", Fit.END));
        findings.forEach(finding -> row(table, finding));
        if (table.isEmpty()) {
            terminal.out().println("Nothing found yet. See where packets come from: tocsin doctor.");
        } else {
            table.print();
        }
        return Exit.DONE;
    }

    private void row(Table table, JsonNode finding) {
        var detail = finding.path("detail");
        table.row(
                Cell.of(Times.seconds(terminal, Json.text(finding, "time"))),
                new Cell("! " + detail.path("class").asString("finding"), Colour.RED),
                Cell.of(finding.path("subject").asString("")),
                Cell.of(String.format(
                        Locale.ROOT, "%.0f %%", detail.path("confidence").asDouble(0) * 100)),
                Cell.of(detail.path("observed").asString(finding.path("text").asString(""))));
    }
}
