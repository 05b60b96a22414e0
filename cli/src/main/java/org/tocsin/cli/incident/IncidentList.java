package org.tocsin.cli.incident;

import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.ApiClient;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.terminal.Table;
import org.tocsin.cli.terminal.Table.Cell;
import org.tocsin.cli.terminal.Table.Column;
import org.tocsin.cli.terminal.Table.Fit;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.cli.terminal.Times;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** The newest incidents, a line each. */
@Command(
        description = "Lists incidents, newest first: findings of one actor without ten quiet minutes between them.",
        footer = {"", "Examples:", "  tocsin incident ls", "  tocsin incident ls --state open --json"})
public final class IncidentList implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only these: open, quiet, confirmed, benign or expected.")
    private @Nullable String state;

    public IncidentList(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var query = state == null ? "" : "?state=" + ApiClient.part(state);
        var answer = node.client().get("/api/v1/incidents" + query);
        var incidents = answer.path("incidents");
        if (node.printedEach(terminal, incidents)) {
            return Exit.DONE;
        }
        if (incidents.isEmpty()) {
            terminal.out().println(state == null ? "No incident yet." : "No incident is of that state.");
            return Exit.DONE;
        }
        var table = new Table(
                terminal,
                new Column("INCIDENT", Fit.WHOLE),
                new Column("STATE", Fit.WHOLE),
                new Column("LAST", Fit.WHOLE),
                new Column("ACTOR", Fit.MIDDLE));
        incidents.forEach(incident -> row(table, incident));
        table.print();
        if (answer.path("kept").asLong(0) >= answer.path("most").asLong(Long.MAX_VALUE)) {
            node.talk(
                    terminal,
                    String.format(
                            Locale.ROOT,
                            "At most %,d incidents are kept; the oldest closed ones are erased.",
                            answer.path("most").asLong(0)));
        }
        return Exit.DONE;
    }

    private void row(Table table, JsonNode incident) {
        var kinds = new ArrayList<String>();
        incident.path("kinds").forEach(kind -> kinds.add(kind.asString("")));
        table.row(
                Cell.of(incident.path("id").asString("")),
                IncidentState.of(incident),
                Cell.of(Times.minutes(terminal, incident.path("last").asString(""))),
                Cell.of(incident.path("actor").asString("")));
        long findings = incident.path("findings").asLong(0);
        table.note(String.join(", ", kinds)
                + (findings == 1 ? "" : String.format(Locale.ROOT, ", %,d findings", findings)) + ": "
                + incident.path("observed").asString(""));
    }
}
