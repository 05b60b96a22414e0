package org.tocsin.cli.incident;

import org.tocsin.cli.terminal.Colour;
import org.tocsin.cli.terminal.Table.Cell;
import tools.jackson.databind.JsonNode;

/** How an incident stands, as a cell, and who acts in it. */
final class IncidentState {
    private IncidentState() {}

    static Cell of(JsonNode incident) {
        var state = incident.path("state").asString("");
        return switch (state) {
            case "open" -> new Cell("! open", Colour.RED);
            case "confirmed" -> new Cell("! confirmed", Colour.RED);
            case "quiet" -> new Cell("~ quiet", Colour.AMBER);
            case "benign" -> new Cell("= benign", Colour.GREEN);
            case "expected" -> new Cell("= expected", Colour.GREEN);
            default -> Cell.of(state);
        };
    }

    /** A device of ours with its address, others by their name. */
    static String actor(JsonNode incident) {
        var actor = incident.path("actor").asString("");
        var address = incident.path("address").asString("");
        boolean two = incident.path("role").asString("").equals("own-device") && !actor.equals(address);
        return two ? actor + " (" + address + ")" : actor;
    }
}
