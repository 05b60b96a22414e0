package org.tocsin.cli.finding;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.device.FindingWords;
import org.tocsin.cli.device.HardwareAddress;
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

    /** Who acted on whom comes first, beside the class where there is room. */
    private void show(JsonNode finding) {
        var detail = finding.path("detail");
        var subject = finding.path("subject").asString("");
        var time = Times.seconds(terminal, Json.text(finding, "time"));
        var word = "! " + Printable.of(detail.path("class").asString("finding"));
        var who = detail.has("device") ? Printable.of(FindingWords.who(detail)) : Printable.of(subject);
        var sure =
                String.format(Locale.ROOT, "%.0f %%", detail.path("confidence").asDouble(0) * 100);
        var head = time + "  " + terminal.paint(Colour.RED, word) + "  ";
        boolean fits = time.length() + word.length() + who.length() + sure.length() + 6 <= terminal.width();
        terminal.out().println(fits ? head + terminal.paint(Colour.BOLD, who) + "  " + sure : head + sure);
        if (!fits) {
            Wrap.under(terminal, who);
        }
        Wrap.under(
                terminal, detail.path("observed").asString(finding.path("text").asString("")));
        if (detail.path("toldOnly").isString()) {
            Wrap.under(terminal, "Told only: " + detail.path("toldOnly").asString("") + ".");
        }
        if (!subject.isEmpty()) {
            Wrap.under(
                    terminal,
                    "More: tocsin " + (HardwareAddress.is(subject) ? "device show " : "verdict explain ") + subject);
        }
    }
}
