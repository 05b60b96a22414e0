package org.tocsin.node.incident;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tocsin.detection.Finding;
import org.tocsin.detection.Kind;
import org.tocsin.kernel.Prefix;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a person expects: one kind of finding about one actor, perhaps with one peer or at one port only. What it does not name in
 * full it does not hide: a list that may go on behind its end fits no scope.
 */
public record Scope(String actor, Side side, Kind kind, Optional<Prefix> peer, Optional<Integer> port) {
    private static final int PORTS = 65_535;

    public Scope {
        if (port.isPresent() && (port.get() < 1 || port.get() > PORTS)) {
            throw new Rejection("incident.port", "a port is 1 to " + PORTS);
        }
    }

    /**
     * The scope that a person means; refused ({@code incident.kind}, {@code incident.peer}) where that is not clear.
     *
     * @param kind its word; empty: the one kind of the incident
     * @param peer address or prefix; empty for any, but for whom a device calls home to
     * @param port 0 for any
     */
    public static Scope of(Incident incident, String kind, String peer, int port) {
        var meant = kind(incident, kind);
        var whom = peer.isEmpty() ? calledHome(incident, meant) : Optional.of(Prefix.parse(peer));
        return new Scope(
                incident.actor().id(),
                incident.actor().side(),
                meant,
                whom,
                port == 0 ? Optional.empty() : Optional.of(port));
    }

    private static Kind kind(Incident incident, String word) {
        var kinds = incident.seen().kinds();
        var meant = word.isEmpty() && kinds.size() == 1 ? kinds.getFirst() : word;
        if (!kinds.contains(meant)) {
            throw new Rejection(
                    "incident.kind", "name one kind that was found in this incident: " + String.join(", ", kinds));
        }
        return parse(meant);
    }

    private static Kind parse(String word) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new Rejection("incident.kind", "there is no such kind of finding"));
    }

    /** Whoever expects one server of a device must not hide the next one. */
    private static Optional<Prefix> calledHome(Incident incident, Kind kind) {
        if (kind != Kind.BEACON) {
            return Optional.empty();
        }
        if (incident.seen().peers().size() != 1) {
            throw new Rejection(
                    "incident.peer",
                    "name the peer that it may call: "
                            + String.join(", ", incident.seen().peers()));
        }
        return Optional.of(Prefix.parse(incident.seen().peers().getFirst()));
    }

    /** Whether a finding is exactly this, and nothing beside it. */
    boolean fits(Finding finding) {
        var who = Actor.of(finding);
        return who.id().equals(actor)
                && who.side() == side
                && finding.kind() == kind
                && peer.map(prefix -> only(prefix, finding)).orElse(true)
                && port.map(one -> only(one, finding)).orElse(true);
    }

    private static boolean only(Prefix prefix, Finding finding) {
        var others = Actor.others(finding);
        boolean all = others.size() < Finding.MOST_PEERS
                && (!spreads(finding.kind()) || finding.evidence().count() <= others.size());
        return all && !others.isEmpty() && others.stream().allMatch(prefix::contains);
    }

    private static boolean only(int port, Finding finding) {
        List<Integer> ports = finding.ports();
        return !ports.isEmpty()
                && ports.size() < Finding.MOST_PORTS
                && ports.stream().allMatch(one -> one == port);
    }

    /** Kinds whose evidence counts peers, of which a finding names a few. */
    private static boolean spreads(Kind kind) {
        return switch (kind) {
            case HORIZONTAL_SCAN, ICMP_SWEEP, ARP_SCAN -> true;
            case VERTICAL_SCAN,
                    BRUTE_FORCE,
                    FACTORY_CREDENTIALS,
                    MINIPOT_LOGIN,
                    BEACON,
                    EXFILTRATION,
                    DNS_TUNNEL,
                    GENERATED_NAMES,
                    FLOOD,
                    ARP_SPOOF,
                    DHCP_SPOOF,
                    AMPLIFICATION,
                    INDICATOR_HIT,
                    MQTT_FLOOD,
                    MQTT_HELD,
                    IDENTITY_CLONE,
                    MQTT_BROKEN -> false;
        };
    }

    /** In words. */
    public String words() {
        return kind.word() + " of " + actor
                + peer.map(one -> ", with " + one + " only").orElse("")
                + port.map(one -> ", at port " + one + " only").orElse("");
    }

    ObjectNode json() {
        var json = Json.object().put("actor", actor).put("role", side.word()).put("kind", kind.word());
        json.put("peer", peer.map(Prefix::toString).orElse("")).put("port", port.orElse(0));
        return json;
    }

    static Scope of(JsonNode from) {
        var peer = from.path("peer").asString("");
        int port = from.path("port").asInt(0);
        return new Scope(
                Json.text(from, "actor"),
                Side.of(Json.text(from, "role")).orElseThrow(),
                parse(Json.text(from, "kind")),
                peer.isEmpty() ? Optional.empty() : Optional.of(Prefix.parse(peer)),
                port == 0 ? Optional.empty() : Optional.of(port));
    }
}
