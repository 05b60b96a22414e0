package org.tocsin.cli.verdict;

import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.ApiClient;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.device.CutOffLine;
import org.tocsin.cli.device.FindingWords;
import org.tocsin.cli.device.HardwareAddress;
import org.tocsin.cli.terminal.Colour;
import org.tocsin.cli.terminal.Table;
import org.tocsin.cli.terminal.Table.Cell;
import org.tocsin.cli.terminal.Table.Column;
import org.tocsin.cli.terminal.Table.Fit;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.cli.terminal.Times;
import org.tocsin.cli.terminal.Wrap;
import org.tocsin.kernel.Printable;
import org.tocsin.platform.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Everything that is known about one subject and what it comes to. */
@Command(
        description = "Explains what is made of an address, a name or a URL: the reports, the numbers, the rule.",
        footer = {
            "",
            "Of a device of yours, named by its hardware address, it tells why it is cut off; --json then is that of device show.",
            "",
            "Examples:",
            "  tocsin verdict explain 198.51.100.7",
            "  tocsin verdict explain c2.example --json"
        })
public final class VerdictExplain implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Parameters(paramLabel = "SUBJECT", description = "Address, domain name or URL")
    @SuppressWarnings("NullAway.Init")
    private String subject;

    public VerdictExplain(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (HardwareAddress.is(subject)) {
            device(HardwareAddress.plain(subject));
            return Exit.DONE;
        }
        var answer = node.client().get(VerdictLine.path(subject));
        if (!node.printed(terminal, answer)) {
            show(answer);
        }
        return Exit.DONE;
    }

    /** Of a device there is no verdict; what people want to know of one is why it is cut off. */
    private void device(String name) {
        var device = node.client().get("/api/v1/devices/" + ApiClient.part(name));
        if (node.printed(terminal, device)) {
            return;
        }
        if (device.path("quarantine").isObject()) {
            CutOffLine.print(terminal, device.path("quarantine"));
        } else {
            terminal.out().println(terminal.paint(Colour.GREEN, "= not cut off") + "  " + Printable.of(name));
        }
        terminal.out().println("  More: tocsin device show " + Printable.of(name));
    }

    private void show(JsonNode answer) {
        var verdict = answer.path("verdict");
        var quarantine = answer.path("quarantine");
        boolean ours = quarantine.isObject();
        if (ours) {
            CutOffLine.print(terminal, quarantine);
        }
        if (!ours || !Json.text(verdict, "basis").equals("nothing")) {
            VerdictLine.print(terminal, verdict);
            VerdictLine.unenforced(
                    terminal, verdict, node.client().get("/api/v1/quarantines").path("enforcedBy"));
        }
        if (answer.path("spared").isString()) {
            Wrap.under(terminal, Json.text(answer, "spared") + ".");
        }
        boolean said = Json.text(verdict, "basis").equals("imported");
        if (!said && answer.path("imported").isString()) {
            terminal.out()
                    .println("  The imported list '" + Printable.of(Json.text(answer, "imported")) + "' names it.");
        }
        found(answer.path("finding"));
        answer.path("retractions").forEach(this::retracted);
        var table = new Table(
                terminal,
                new Column("REPORTER", Fit.MIDDLE),
                new Column("CLASS", Fit.WHOLE),
                new Column("KIND", Fit.WHOLE),
                new Column("RECEIVED", Fit.WHOLE),
                new Column("ID", Fit.WHOLE));
        for (var report : answer.path("reports")) {
            table.row(
                    Cell.of(Json.text(report, "reporter")),
                    Cell.of(Json.text(report, "class")),
                    Cell.of(Json.text(report, "kind")),
                    Cell.of(Times.minutes(terminal, Json.text(report, "received"))),
                    Cell.of(Json.text(report, "id")));
        }
        if (!table.isEmpty()) {
            table.print();
        }
    }

    /** Who asks about an address asks what it did; most of all where nothing is done about it. */
    private void found(JsonNode finding) {
        if (!finding.isObject()) {
            return;
        }
        Wrap.under(terminal, FindingWords.reference(terminal, finding));
        Wrap.under(
                terminal,
                FindingWords.who(finding) + ": " + finding.path("observed").asString("") + ".");
        if (finding.path("toldOnly").isString()) {
            Wrap.under(terminal, "Told only: " + finding.path("toldOnly").asString("") + ".");
        }
    }

    private void retracted(JsonNode retraction) {
        terminal.out()
                .println("  Taken back at " + Times.seconds(terminal, Json.text(retraction, "time")) + " by "
                        + Printable.of(Json.text(retraction, "by")) + ": that report counts no more.");
    }
}
