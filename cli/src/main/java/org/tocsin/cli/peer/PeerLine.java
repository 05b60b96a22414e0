package org.tocsin.cli.peer;

import org.tocsin.cli.terminal.Colour;
import org.tocsin.cli.terminal.Table.Cell;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.kernel.Printable;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.JsonNode;

/** A peer in words. */
final class PeerLine {
    private PeerLine() {}

    static Cell state(JsonNode peer) {
        var state = Json.text(peer, "state");
        return switch (state) {
            case "accepted" -> new Cell("= accepted", Colour.GREEN);
            case "pending" -> new Cell("~ pending", Colour.AMBER);
            case "paused" -> new Cell("! paused", Colour.RED);
            default -> Cell.of(state);
        };
    }

    static Cell lag(JsonNode peer) {
        return peer.path("connected").asBoolean(false)
                ? new Cell(peer.path("lagMs").asLong(0) + " ms", Colour.GREEN)
                : new Cell("away", Colour.AMBER);
    }

    static String standing(JsonNode peer) {
        var declared = peer.path("group").asString("");
        var group = declared.equals(peer.path("id").asString("")) ? "" : declared; // alone, a peer is its own group
        var full = peer.path("fullTrust").asBoolean(false) ? "full trust" : "";
        var of = group.isEmpty() ? "" : "group " + group;
        return of + (of.isEmpty() || full.isEmpty() ? "" : ", ") + full;
    }

    /** One line for one peer, after something was done to it. */
    static void print(Terminal terminal, JsonNode peer) {
        var state = state(peer);
        var standing = standing(peer);
        terminal.out()
                .println((state.colour() == null ? state.text() : terminal.paint(state.colour(), state.text())) + "  "
                        + Printable.of(Json.text(peer, "domain")) + "  "
                        + Printable.of(Json.text(peer, "fingerprint"))
                        + (standing.isEmpty() ? "" : "  " + Printable.of(standing)));
    }
}
