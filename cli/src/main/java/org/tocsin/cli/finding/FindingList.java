package org.tocsin.cli.finding;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.device.DeviceName;
import org.tocsin.cli.terminal.Colour;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.cli.terminal.Times;
import org.tocsin.cli.terminal.Wrap;
import org.tocsin.kernel.Printable;
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
        if (findings.isEmpty()) {
            terminal.out().println("Nothing found yet. See where packets come from: tocsin doctor.");
        }
        findings.forEach(this::show);
        return Exit.DONE;
    }

    private void show(JsonNode finding) {
        var detail = finding.path("detail");
        var subject = finding.path("subject").asString("");
        var id = detail.path("device").asString(subject);
        var device = DeviceName.of(id, detail.path("address").asString(""));
        terminal.out()
                .println(Times.seconds(terminal, Json.text(finding, "time")) + "  "
                        + terminal.paint(
                                Colour.RED,
                                "! " + Printable.of(detail.path("class").asString("finding")))
                        + "  "
                        + terminal.paint(Colour.BOLD, Printable.of(device))
                        + String.format(
                                Locale.ROOT,
                                "  %.0f %%",
                                detail.path("confidence").asDouble(0) * 100));
        var observed = Printable.of(
                detail.path("observed").asString(finding.path("text").asString("")));
        Wrap.lines(observed, Math.max(20, terminal.width() - 2))
                .forEach(line -> terminal.out().println("  " + line));
        if (!subject.isEmpty() && !device.contains(subject)) {
            var concerns = Printable.of("concerns " + subject + ": tocsin verdict explain " + subject);
            Wrap.lines(concerns, Math.max(20, terminal.width() - 2))
                    .forEach(line -> terminal.out().println("  " + line));
        }
    }
}
