package org.tocsin.cli.device;

import java.util.stream.Collectors;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.cli.terminal.Times;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.JsonNode;

/** A finding in words: who acted on whom, when, and where its evidence lies. */
public final class FindingWords {
    /** As many targets as are named; a scan has any number. */
    private static final int NAMED = 2;

    private FindingWords() {}

    /** @param finding with {@code number, class, attack, time, packet, firstPacket, ports} */
    public static String reference(Terminal terminal, JsonNode finding) {
        return "Finding " + finding.path("number").asLong(0) + " (" + Json.text(finding, "class") + ", "
                + Json.text(finding, "attack") + "), " + Times.seconds(terminal, Json.text(finding, "time")) + ", "
                + seenAt(finding) + ".";
    }

    /** Packets of the tap, or a minipot, whose log-ins no tap has numbered. */
    private static String seenAt(JsonNode finding) {
        long packet = finding.path("packet").asLong(0);
        if (packet > 0) {
            return "decided at packet " + packet + "; the evidence begins with packet "
                    + finding.path("firstPacket").asLong(0);
        }
        int port = finding.path("ports").path(0).asInt(0);
        var where = Json.text(finding, "class").equals("minipot-login") ? "at the minipot" : "not seen by the tap";
        return where + (port == 0 ? "" : ", port " + port) + "; it has no packet";
    }

    /** Who acted, then on whom; a line of an older node knows only the device that it is about. */
    public static String who(JsonNode finding) {
        if (!finding.has("role")) {
            return DeviceName.of(
                    finding.path("device").asString(""), finding.path("address").asString(""));
        }
        var actor = finding.has("actor") ? name(finding.path("actor")) : "many sources";
        var targets = finding.path("targets");
        if (targets.isEmpty()) {
            return actor;
        }
        var named = targets.valueStream().limit(NAMED).map(FindingWords::name).collect(Collectors.joining(", "));
        int more = targets.size() - NAMED;
        return actor + " -> " + named + (more > 0 ? " and " + more + " more" : "");
    }

    private static String name(JsonNode party) {
        return DeviceName.of(
                party.path("id").asString(""), party.path("address").asString(""));
    }
}
