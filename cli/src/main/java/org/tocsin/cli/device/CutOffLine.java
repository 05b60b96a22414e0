package org.tocsin.cli.device;

import java.util.List;
import org.tocsin.cli.terminal.Colour;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.cli.terminal.Times;
import org.tocsin.cli.terminal.Wrap;
import org.tocsin.kernel.Printable;
import org.tocsin.node.doctor.Holding;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.JsonNode;

/** An own device that is cut off: what happened, why, until when, and the way back. */
public final class CutOffLine {
    private static final String WORD = "■ cut off";

    private CutOffLine() {}

    /** With everything: {@code quarantine} is the field of that name, as the API answers it. */
    public static void print(Terminal terminal, JsonNode quarantine) {
        head(terminal, quarantine);
        why(terminal, quarantine);
    }

    /** In a list: the reason, who holds it back, and the way back. */
    public static void brief(Terminal terminal, JsonNode quarantine) {
        head(terminal, quarantine);
        Wrap.under(terminal, "Why: " + Json.text(quarantine, "why") + ".");
        Wrap.under(terminal, "It is " + Holding.words(enforcedBy(quarantine)) + ".");
        release(terminal, quarantine);
    }

    private static void head(Terminal terminal, JsonNode quarantine) {
        var device = Printable.of(DeviceName.of(Json.text(quarantine, "device"), Json.text(quarantine, "address")));
        var until = "own device, cut off until " + Times.minutes(terminal, Json.text(quarantine, "until"));
        var head = terminal.paint(Colour.RED, WORD) + "  " + terminal.paint(Colour.BOLD, device);
        boolean fits = WORD.length() + device.length() + until.length() + 4 <= terminal.width();
        terminal.out().println(fits ? head + "  " + until : head);
        if (!fits) {
            Wrap.under(terminal, until);
        }
    }

    /** The reason, the finding behind it, and what to do. */
    static void why(Terminal terminal, JsonNode quarantine) {
        Wrap.under(terminal, "Why: " + Json.text(quarantine, "why") + ".");
        var finding = quarantine.path("finding");
        if (finding.isObject()) {
            Wrap.under(terminal, FindingWords.reference(terminal, finding));
        }
        var enforcedBy = enforcedBy(quarantine);
        Wrap.under(terminal, "It is " + Holding.words(enforcedBy) + ".");
        if (!Holding.cure(enforcedBy).isEmpty()) {
            Wrap.under(terminal, "To hold it back, " + Holding.cure(enforcedBy) + ".");
        }
        release(terminal, quarantine);
    }

    private static void release(Terminal terminal, JsonNode quarantine) {
        Wrap.under(terminal, "Find out what runs on it, then let it back in:");
        terminal.out().println("  tocsin device release " + Printable.of(Json.text(quarantine, "device")));
    }

    private static List<String> enforcedBy(JsonNode quarantine) {
        return quarantine
                .path("enforcedBy")
                .valueStream()
                .map(one -> one.asString(""))
                .toList();
    }
}
