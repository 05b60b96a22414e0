package org.tocsin.cli.device;

import org.tocsin.cli.terminal.Colour;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.cli.terminal.Times;
import org.tocsin.cli.terminal.Wrap;
import org.tocsin.kernel.Printable;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.JsonNode;

/** An own device that is cut off: what happened, why, until when, and the way back. */
public final class CutOffLine {
    private CutOffLine() {}

    /** @param quarantine the field of that name, as the API answers it */
    public static void print(Terminal terminal, JsonNode quarantine) {
        var device = Printable.of(Json.text(quarantine, "device"));
        terminal.out()
                .println(terminal.paint(Colour.RED, "■ cut off") + "  " + terminal.paint(Colour.BOLD, device)
                        + "  own device, cut off until " + Times.minutes(terminal, Json.text(quarantine, "until")));
        why(terminal, quarantine);
    }

    /** The reason, the finding behind it, and what to do. */
    static void why(Terminal terminal, JsonNode quarantine) {
        say(terminal, "Why: " + Json.text(quarantine, "why") + ".");
        var finding = quarantine.path("finding");
        if (finding.isObject()) {
            say(
                    terminal,
                    "Finding " + finding.path("number").asLong(0) + " (" + Json.text(finding, "class") + ", "
                            + Json.text(finding, "attack") + "), "
                            + Times.seconds(terminal, Json.text(finding, "time")) + ", decided at packet "
                            + finding.path("packet").asLong(0) + "; the evidence begins with packet "
                            + finding.path("firstPacket").asLong(0) + ".");
        }
        say(terminal, "Find out what runs on it, then let it back in:");
        terminal.out().println("  tocsin device release " + Printable.of(Json.text(quarantine, "device")));
    }

    private static void say(Terminal terminal, String text) {
        Wrap.lines(Printable.of(text), Math.max(20, terminal.width() - 2))
                .forEach(line -> terminal.out().println("  " + line));
    }
}
