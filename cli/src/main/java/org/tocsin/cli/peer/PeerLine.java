package org.tocsin.cli.peer;

import java.util.Locale;
import org.tocsin.cli.terminal.Colour;
import org.tocsin.cli.terminal.Table.Cell;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.cli.terminal.Times;
import org.tocsin.kernel.Printable;
import org.tocsin.node.doctor.PeerTrouble;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.JsonNode;

/** A peer in words. */
final class PeerLine {
    private PeerLine() {}

    /** The other side has not accepted us yet; here it counts as accepted since somebody took up its token. */
    private static boolean waits(JsonNode peer) {
        return Json.text(peer, "state").equals("accepted") && problem(peer).contains("peer.pending");
    }

    /** It took us off its record, or began anew; until somebody acts, nothing will be heard of it. */
    private static boolean forgotUs(JsonNode peer) {
        var refusal = peer.path("refusal").asString("");
        return Json.text(peer, "state").equals("accepted")
                && (refusal.equals("peer.removed") || refusal.equals("peer.unknown"));
    }

    static Cell state(JsonNode peer) {
        if (forgotUs(peer)) {
            return new Cell("! removed us", Colour.RED);
        }
        var state = waits(peer) ? "pending" : Json.text(peer, "state");
        return switch (state) {
            case "accepted" -> new Cell("= accepted", Colour.GREEN);
            case "pending" -> new Cell("~ pending", Colour.AMBER);
            case "paused" -> new Cell("! paused", Colour.RED);
            default -> Cell.of(state);
        };
    }

    static Cell lag(JsonNode peer) {
        if (peer.path("connected").asBoolean(false)) {
            return new Cell(peer.path("lagMs").asLong(0) + " ms", Colour.GREEN);
        }
        boolean expected = Json.text(peer, "state").equals("accepted") && !waits(peer);
        if (!expected) {
            return Cell.of("-");
        }
        return new Cell(PeerTrouble.isFirstTry(problem(peer)) ? "connects" : "away", Colour.AMBER);
    }

    /** As the console shows it. */
    static Cell trust(JsonNode peer) {
        var trust = peer.path("trust");
        return Cell.of(trust.isNumber() ? String.format(Locale.ROOT, "%.2f", trust.doubleValue()) : "-");
    }

    private static String problem(JsonNode peer) {
        return peer.path("problem").asString("");
    }

    /**
     * What to know about it besides, a sentence or nothing.
     *
     * @param self our own domain
     */
    static String note(Terminal terminal, JsonNode peer, String self) {
        if (forgotUs(peer)) {
            return "refuses this node" + since(terminal, peer)
                    + ": it has removed us, or began anew; ask for an invitation, or tocsin peer remove "
                    + Json.text(peer, "domain");
        }
        if (Json.text(peer, "state").equals("paused")) {
            return "not followed, and its word weighs nothing; tocsin peer resume " + Json.text(peer, "domain");
        }
        if (Json.text(peer, "state").equals("pending")) {
            return "waits for you: compare its fingerprint, then tocsin peer accept " + Json.text(peer, "domain");
        }
        if (waits(peer)) {
            return "they have not accepted you yet; there: tocsin peer accept " + self;
        }
        return Json.text(peer, "state").equals("accepted")
                        && !peer.path("connected").asBoolean(false)
                ? away(terminal, peer)
                : problem(peer);
    }

    private static String away(Terminal terminal, JsonNode peer) {
        var trouble = PeerTrouble.of(Json.text(peer, "domain"), problem(peer));
        return trouble.what() + since(terminal, peer) + (trouble.cure().isEmpty() ? "" : "; " + trouble.cure());
    }

    private static String since(Terminal terminal, JsonNode peer) {
        var since = peer.path("problemSince").asString("");
        return since.isEmpty() ? "" : " since " + Times.minutes(terminal, since);
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
        print(terminal, state(peer), peer);
    }

    /** After a token of theirs was taken: it is for them to accept, unless they have. */
    static void printJoined(Terminal terminal, JsonNode peer) {
        boolean accepted = peer.path("connected").asBoolean(false);
        print(terminal, accepted ? state(peer) : new Cell("~ pending", Colour.AMBER), peer);
    }

    private static void print(Terminal terminal, Cell state, JsonNode peer) {
        var standing = standing(peer);
        terminal.out()
                .println((state.colour() == null ? state.text() : terminal.paint(state.colour(), state.text())) + "  "
                        + Printable.of(Json.text(peer, "domain")) + "  "
                        + Printable.of(Json.text(peer, "fingerprint"))
                        + (standing.isEmpty() ? "" : "  " + Printable.of(standing)));
    }
}
