package org.tocsin.cli.verdict;

import org.tocsin.cli.api.ApiClient;
import org.tocsin.cli.device.HardwareAddress;
import org.tocsin.cli.terminal.Colour;
import org.tocsin.cli.terminal.Table.Cell;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.cli.terminal.Times;
import org.tocsin.cli.terminal.Wrap;
import org.tocsin.exchange.Subject;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.JsonNode;

/** A verdict in words. */
final class VerdictLine {
    private VerdictLine() {}

    /**
     * The path of a subject that a person typed; what is neither address, name nor URL is refused before anybody is asked, and a
     * hardware address ({@code verdict.device}) with what there is for devices.
     */
    static String path(String typed) {
        if (HardwareAddress.is(typed)) {
            throw new Rejection(
                    "verdict.device",
                    typed
                            + " is a device, and a verdict is about an address, a name or a URL; for devices: tocsin device"
                            + " show, tocsin device release");
        }
        var text =
                switch (Subject.parse(typed.strip())) {
                    case Subject.Host(var prefix) -> prefix.address().toString();
                    case Subject.Domain(var name) -> name;
                    case Subject.Url(var url) -> url;
                };
        return "/api/v1/verdicts/" + ApiClient.part(text);
    }

    static Cell action(JsonNode verdict) {
        var action = Json.text(verdict, "action");
        return switch (action) {
            case "block" -> new Cell("! block", Colour.RED);
            case "refuse-new" -> new Cell("! refuse-new", Colour.RED);
            case "throttle" -> new Cell("~ throttle", Colour.AMBER);
            case "watch" -> new Cell("~ watch", Colour.AMBER);
            case "ignore" -> new Cell(isAllowed(verdict) ? "= allowed" : "let in", Colour.GREEN);
            default -> Cell.of(action);
        };
    }

    static boolean isAllowed(JsonNode verdict) {
        return verdict.path("basis").asString("").equals("allowed");
    }

    /** With all its reasons. */
    static void print(Terminal terminal, JsonNode verdict) {
        print(terminal, verdict, verdict.path("reasons").size());
    }

    /** With the reason that decided. */
    static void brief(Terminal terminal, JsonNode verdict) {
        print(terminal, verdict, 1);
    }

    /**
     * What a person must know who reads that something is blocked where nothing blocks.
     *
     * @param enforcedBy who carries verdicts out here, as {@code GET /api/v1/quarantines} says
     */
    static void unenforced(Terminal terminal, JsonNode verdict, JsonNode enforcedBy) {
        if (enforcedBy.isEmpty() && Json.text(verdict, "action").matches("block|refuse-new|throttle")) {
            Wrap.under(terminal, "Nothing here enforces it, only whoever takes the feed.");
        }
    }

    private static void print(Terminal terminal, JsonNode verdict, int reasons) {
        var action = action(verdict);
        var word = action.colour() == null ? action.text() : terminal.paint(action.colour(), action.text());
        var subject = terminal.paint(Colour.BOLD, Printable.of(Json.text(verdict, "subject")));
        var basis = basis(terminal, verdict);
        int length = action.text().length()
                + Printable.of(Json.text(verdict, "subject")).length()
                + basis.length()
                + 4;
        if (length <= terminal.width()) {
            terminal.out().println((word + "  " + subject + "  " + basis).stripTrailing());
        } else {
            terminal.out().println(word + "  " + subject);
            terminal.out().println("  " + basis);
        }
        for (int i = 0; i < reasons; i++) {
            Wrap.under(terminal, verdict.path("reasons").path(i).asString(""));
        }
    }

    /** What merely is watched or ignored ends at no time; what a person allowed does. */
    private static String basis(Terminal terminal, JsonNode verdict) {
        var basis = Printable.of(Json.text(verdict, "basis"));
        boolean ends = !Json.text(verdict, "action").matches("ignore|watch") || basis.equals("allowed");
        var words = basis.equals("nothing") ? "" : basis.equals("allowed") ? "let in" : basis;
        return ends ? words + ", until " + Times.minutes(terminal, Json.text(verdict, "until")) : words;
    }
}
