package org.tocsin.node.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tocsin.detection.Finding;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Printable;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the findings of an incident say together; each of them stands in the timeline.
 *
 * @param kinds in the order found
 * @param findings how many there were
 * @param count largest count of their evidence: distinct peers, ports, credentials or connections, by kind
 * @param confidence of the surest, 0 to 1
 * @param first by the packets' own clock
 * @param last by the same
 * @param began by this node's clock
 * @param heard when the last one was told, by this node's clock
 * @param observed of the latest, with numbers
 * @param usual of the latest, with numbers
 * @param peers the others, at most 8, in the order seen
 * @param ports at most 16
 * @param proven whether a TCP handshake with who acts completed both ways in any of it; else the address may be forged
 * @param tapped whether a tap saw any of it; minipots keep no packets
 */
public record Seen(
        List<String> kinds,
        long findings,
        int count,
        double confidence,
        Instant first,
        Instant last,
        Instant began,
        Instant heard,
        String observed,
        String usual,
        List<String> peers,
        List<Integer> ports,
        boolean proven,
        boolean tapped) {
    public Seen {
        kinds = List.copyOf(kinds);
        peers = List.copyOf(peers);
        ports = List.copyOf(ports);
    }

    static Seen of(Finding finding, Instant now) {
        return new Seen(
                List.of(finding.kind().word()),
                1,
                finding.evidence().count(),
                finding.confidence(),
                finding.time(),
                finding.time(),
                now,
                now,
                Printable.of(finding.observed()),
                finding.expected(),
                texts(Actor.others(finding)),
                finding.ports(),
                finding.role().proven(),
                finding.packet() > 0);
    }

    private static List<String> texts(List<Address> addresses) {
        return addresses.stream().map(Address::toString).toList();
    }

    /** With one more finding. */
    Seen and(Finding finding, Instant now) {
        var next = of(finding, now);
        return new Seen(
                union(kinds, next.kinds, Integer.MAX_VALUE),
                findings + 1,
                Math.max(count, next.count),
                Math.max(confidence, next.confidence),
                next.first.isBefore(first) ? next.first : first,
                next.last.isAfter(last) ? next.last : last,
                began,
                now,
                next.observed,
                next.usual,
                union(peers, next.peers, Finding.MOST_PEERS),
                union(ports, next.ports, Finding.MOST_PORTS),
                proven || next.proven,
                tapped || next.tapped);
    }

    private static <T> List<T> union(List<T> before, List<T> more, int most) {
        var all = new ArrayList<>(before);
        more.stream()
                .filter(one -> !all.contains(one))
                .limit(Math.max(0, most - before.size()))
                .forEach(all::add);
        return all;
    }

    /** How sure the detectors are, in a word. Below 60 % nothing is cut off. */
    public String severity() {
        return confidence >= 0.9 ? "high" : confidence >= 0.6 ? "medium" : "low";
    }

    void write(ObjectNode to) {
        var words = Json.array();
        kinds.forEach(words::add);
        var others = Json.array();
        peers.forEach(others::add);
        var services = Json.array();
        ports.forEach(services::add);
        to.put("severity", severity());
        to.set("kinds", words);
        to.put("findings", findings)
                .put("count", count)
                .put("confidence", confidence)
                .put("first", first.toString())
                .put("last", last.toString())
                .put("began", began.toString())
                .put("heard", heard.toString())
                .put("observed", observed)
                .put("usual", usual);
        to.set("peers", others);
        to.set("ports", services);
        to.put("proven", proven).put("tapped", tapped);
    }

    /** What {@link #write} wrote. */
    static Seen of(JsonNode from) {
        var words = new ArrayList<String>();
        from.path("kinds").forEach(one -> words.add(one.asString("")));
        var others = new ArrayList<String>();
        from.path("peers").forEach(one -> others.add(one.asString("")));
        var services = new ArrayList<Integer>();
        from.path("ports").forEach(one -> services.add(one.asInt(0)));
        return new Seen(
                words,
                Json.number(from, "findings"),
                from.path("count").asInt(0),
                from.path("confidence").asDouble(0),
                Instant.parse(Json.text(from, "first")),
                Instant.parse(Json.text(from, "last")),
                Instant.parse(Json.text(from, "began")),
                Instant.parse(Json.text(from, "heard")),
                from.path("observed").asString(""),
                from.path("usual").asString(""),
                others,
                services,
                from.path("proven")
                        .asBoolean(true), // older ones do not say, and are not the first to be erased for that
                from.path("tapped").asBoolean(false));
    }
}
