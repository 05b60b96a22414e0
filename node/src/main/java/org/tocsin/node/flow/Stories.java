package org.tocsin.node.flow;

import java.util.Locale;
import org.tocsin.detection.Finding;
import org.tocsin.exchange.Verdict;
import org.tocsin.node.incident.Expectation;
import org.tocsin.node.incident.Incident;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** Findings and verdicts as sentences and as fields. */
final class Stories {
    private Stories() {}

    static String finding(Finding finding) {
        return finding.kind().word() + ": " + finding.observed() + "; expected " + finding.expected()
                + (finding.handshake() ? " (handshake complete)" : "");
    }

    /** Behind a finding that a person expects. */
    static String expected(Expectation expectation) {
        return "; expected until " + expectation.until() + ", so it is recorded and nothing follows";
    }

    /** Behind a finding from which nothing follows, if so. */
    static String toldOnly(String why) {
        return why.isEmpty() ? "" : "; told only: " + why;
    }

    /** Behind a finding that is acted on here and told to nobody else. */
    static String withheld(String list) {
        return "; the others are not told of the address: it stands on " + list
                + ", and who accuses it accuses all who stand behind it";
    }

    /** @param toldOnly why nothing follows; empty if something may */
    static ObjectNode detail(Finding finding, long packetNanos, String toldOnly, Incident incident) {
        var peers = Json.array();
        finding.peers().forEach(peer -> peers.add(peer.toString()));
        var ports = Json.array();
        finding.ports().forEach(ports::add);
        var detail = Json.object()
                .put("packet", finding.packet())
                .put("firstPacket", finding.firstPacket())
                .put("packetNanos", packetNanos)
                .put("device", finding.device())
                .put("address", finding.address().toString())
                .put("class", finding.kind().word())
                .put("attack", finding.kind().attack())
                .put("confidence", finding.confidence())
                .put("expected", finding.expected())
                .put("observed", finding.observed());
        detail.set("peers", peers);
        detail.set("ports", ports);
        Scene.of(finding).into(detail);
        detail.put("incident", incident.id());
        incident.expected()
                .ifPresent(one -> detail.put("expectedUntil", one.until().toString()));
        return toldOnly.isEmpty() ? detail : detail.put("toldOnly", toldOnly);
    }

    static ObjectNode detail(Verdict verdict) {
        var reasons = Json.array();
        verdict.reasons().forEach(reasons::add);
        var detail = Json.object()
                .put("action", word(verdict.action()))
                .put("basis", word(verdict.basis()))
                .put("until", verdict.until().toString());
        detail.set("reasons", reasons);
        return detail;
    }

    /** Of the line that tells that somebody's report was taken back: the field {@code type} is that of an own statement's line. */
    static ObjectNode retraction(String reporter) {
        return Json.object().put("type", "retraction").put("reporter", reporter);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
