package org.tocsin.node.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tocsin.exchange.HeldRetraction;
import org.tocsin.federation.Evidence;
import org.tocsin.federation.Peer;
import org.tocsin.node.doctor.PeerTrouble;
import org.tocsin.platform.http.Request;

/** Peers: how they stand, what their word weighs, what can be done about them. */
final class CircleRoom {
    private static final int MOST_PROOFS = 50;

    private final House house;
    private final Chrome chrome;

    CircleRoom(House house, Chrome chrome) {
        this.house = house;
        this.chrome = chrome;
    }

    CirclePage page(Request request) {
        var own = house.federation().own();
        return new CirclePage(
                chrome.frame(request, "Circle", "circle"),
                own.domain(),
                own.fingerprint().toString(),
                rows(),
                house.exchange().heldRetractions().stream().map(this::held).toList(),
                house.federation().evidence().reversed().stream()
                        .limit(MOST_PROOFS)
                        .map(this::proof)
                        .toList());
    }

    private CirclePage.Proof proof(Evidence lie) {
        return new CirclePage.Proof(
                "proof-" + lie.peer().hex() + "-" + lie.about(),
                house.federation().peer(lie.peer()).map(Peer::domain).orElse("a former peer"),
                Sentences.sentence(lie.what()),
                lie.about());
    }

    private CirclePage.Held held(HeldRetraction held) {
        return new CirclePage.Held(
                house.federation().peer(held.reporter()).map(Peer::domain).orElse("a former peer"),
                Words.name(held.subject()),
                Words.href(held.subject()),
                chrome.moment(held.since()),
                held.id());
    }

    /** Those who wait for a person first, then by name. */
    List<PeerRow> rows() {
        return house.federation().peers().stream()
                .sorted(Comparator.comparing((Peer peer) -> peer.state() != Peer.State.PENDING)
                        .thenComparing(Peer::domain)
                        .thenComparing(Peer::fingerprint))
                .map(this::row)
                .toList();
    }

    private PeerRow row(Peer peer) {
        var link = house.federation().link(peer.fingerprint());
        boolean known = peer.state() != Peer.State.PENDING;
        double trust = house.exchange().trust(peer.fingerprint());
        return new PeerRow(
                "peer-" + peer.fingerprint().hex(),
                peer.domain(),
                badge(peer, link),
                words(peer, link) + otherName(peer),
                known ? Words.decimal(trust) : "",
                weight(peer, trust),
                peer.fingerprint().toString(),
                Words.middle(peer.fingerprint()),
                peer.urls().isEmpty() ? "behind NAT: it dials us" : String.join(", ", peer.urls()),
                peer.state() == Peer.State.ACCEPTED
                        ? List.of(Spark.of(house.facts().lags().of(peer.fingerprint())))
                        : List.of(),
                acts(peer));
    }

    private static Badge badge(Peer peer, Peer.Link link) {
        return switch (peer.state()) {
            case PENDING -> Badge.news("waits for you");
            case PAUSED -> Badge.gone("paused");
            case ACCEPTED -> connection(link);
        };
    }

    private static Badge connection(Peer.Link link) {
        if (link.connected()) {
            return Badge.well("connected");
        }
        return link.forgotUs() ? Badge.bad("removed us") : Badge.watch("away");
    }

    private String words(Peer peer, Peer.Link link) {
        return switch (peer.state()) {
            case PENDING -> "wants to join; compare its fingerprint over a channel you trust";
            case PAUSED -> "not followed, and its reports weigh nothing";
            case ACCEPTED -> link.connected() ? lag(link) : away(peer, link);
        };
    }

    private String otherName(Peer peer) {
        return house.federation()
                .otherName(peer)
                .map(name ->
                        "; it calls itself " + name + " now, and goes by its old name until a person accepts it again")
                .orElse("");
    }

    private static String lag(Peer.Link link) {
        return link.behind() > 0
                ? Words.count(link.behind(), "entry", "entries") + " behind"
                : Math.max(0, link.lagMs()) + " ms behind";
    }

    private String away(Peer peer, Peer.Link link) {
        var trouble = PeerTrouble.of(peer.domain(), link.problem());
        var since = link.since()
                .map(at -> "since " + chrome.moment(at).text() + ": ")
                .orElse("");
        return link.forgotUs()
                ? since + "it refuses this node, which it has removed, or it began anew (" + link.refusal()
                        + "). Ask it for an invitation, or take it off the record: tocsin peer remove"
                : since + "it " + trouble.what()
                        + (trouble.cure().isEmpty() ? "" : ". " + Sentences.sentence(trouble.cure()));
    }

    private String weight(Peer peer, double trust) {
        if (peer.state() == Peer.State.PENDING) {
            return "its word counts once you accept it";
        }
        if (peer.state() == Peer.State.PAUSED) {
            return "its word weighs nothing while paused";
        }
        if (peer.fullTrust()) {
            return "declared fully trusted: its word counts as our own evidence";
        }
        if (house.trust().fastLane() && trust >= house.trust().leastTrust()) {
            return "its word alone refuses new sessions of one host for 120 s";
        }
        return "its word alone changes nothing; three groups together block";
    }

    private List<PeerRow.Act> acts(Peer peer) {
        var id = peer.fingerprint().hex();
        var acts = new ArrayList<PeerRow.Act>();
        switch (peer.state()) {
            case PENDING ->
                acts.add(new PeerRow.Act(
                        "accept",
                        "peer",
                        id,
                        "Accept",
                        "follows its log, lets it follow ours, counts its word",
                        false));
            case PAUSED ->
                acts.add(new PeerRow.Act(
                        "accept", "peer", id, "Resume", "follows it again; its reports count again", false));
            case ACCEPTED -> {
                house.federation()
                        .otherName(peer)
                        .ifPresent(name -> acts.add(new PeerRow.Act(
                                "accept",
                                "peer",
                                id,
                                "Accept its name",
                                "it goes by " + name + " from now on",
                                false)));
                acts.add(new PeerRow.Act(
                        "pause",
                        "peer",
                        id,
                        "Pause",
                        "closes the connection; its reports weigh nothing until you resume it",
                        true));
            }
        }
        return acts;
    }
}
