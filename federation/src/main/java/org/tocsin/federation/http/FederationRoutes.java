package org.tocsin.federation.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tocsin.federation.Federation;
import org.tocsin.federation.Peer;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.auth.Permission;
import org.tocsin.platform.http.Request;
import org.tocsin.platform.http.Response;
import org.tocsin.platform.http.Route;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** Peers over the API. */
public final class FederationRoutes {
    private static final Peer.Link PAUSED = new Peer.Link(false, Optional.empty(), 0, 0, "", Optional.empty());

    private final Federation federation;

    public FederationRoutes(Federation federation) {
        this.federation = federation;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/v1/peers", Permission.READ, _ -> peers()),
                Route.post("/api/v1/peers/invite", Permission.OPERATE, _ -> invite()),
                Route.get("/api/v1/peers/invitations", Permission.READ, _ -> invitations()),
                Route.post("/api/v1/peers/invitations/{id}/revoke", Permission.OPERATE, this::revoke),
                Route.post("/api/v1/peers/join", Permission.OPERATE, this::join),
                Route.post("/api/v1/peers/{peer}/accept", Permission.OPERATE, r -> json(federation.accept(peer(r)))),
                Route.post("/api/v1/peers/{peer}/resume", Permission.OPERATE, r -> json(federation.accept(peer(r)))),
                Route.post("/api/v1/peers/{peer}/pause", Permission.OPERATE, r -> json(federation.pause(peer(r)))),
                Route.post("/api/v1/peers/{peer}/remove", Permission.OPERATE, this::remove),
                Route.post("/api/v1/peers/{peer}/declare", Permission.OPERATE, this::declare));
    }

    private Response peers() {
        var peers = federation.peers().stream()
                .sorted(Comparator.comparing(Peer::domain).thenComparing(Peer::fingerprint))
                .toList();
        var body = Json.object()
                .put("self", federation.own().fingerprint().toString())
                .put("domain", federation.own().domain());
        body.set("peers", Json.array(peers, this::object));
        return Response.json(body);
    }

    private ObjectNode object(Peer peer) {
        boolean paused = peer.state() == Peer.State.PAUSED; // no connection is wanted, so that none is missed
        var link = paused ? PAUSED : federation.link(peer.fingerprint());
        var json = Json.object()
                .put("fingerprint", peer.fingerprint().toString())
                .put("id", peer.fingerprint().hex())
                .put("domain", peer.domain())
                .put("state", peer.state().name().toLowerCase(Locale.ROOT))
                .put("group", peer.group())
                .put("fullTrust", peer.fullTrust())
                .put("trust", peer.state() == Peer.State.PENDING ? null : trust(peer))
                .put("connected", link.connected())
                .put("lagMs", link.lagMs())
                .put("lastHeard", link.lastHeard().map(Object::toString).orElse(null))
                .put("problem", link.problem())
                .put("problemSince", link.since().map(Object::toString).orElse(null))
                .put("refusal", link.refusal());
        federation.otherName(peer).ifPresent(name -> json.put("otherName", name));
        return json;
    }

    /** To the hundredth, as people read it everywhere else. */
    private Double trust(Peer peer) {
        return Math.round(federation.trust(peer.fingerprint()) * 100) / 100.0;
    }

    private Response json(Peer peer) {
        return Response.json(object(peer));
    }

    private Response invite() {
        var invitation = federation.invite();
        return Response.json(Json.object()
                .put("token", invitation.token())
                .put("expires", invitation.expires().toString())
                .put("fingerprint", federation.own().fingerprint().toString()));
    }

    private Response invitations() {
        var body = Json.object();
        body.set("invitations", Json.array(federation.invitations(), open -> Json.object()
                .put("id", open.id())
                .put("expires", open.expires().toString())));
        return Response.json(body);
    }

    private Response revoke(Request request) {
        federation.revoke(request.parameter("id"));
        return Response.json(Json.object().put("revoked", true));
    }

    private Response join(Request request) {
        try {
            return json(federation.join(Json.text(request.json(), "token").strip()));
        } catch (IOException e) {
            throw new Rejection("join.unreachable", "the inviter does not answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Rejection("join.interrupted", "this node is stopping");
        }
    }

    private Response remove(Request request) {
        federation.remove(peer(request));
        return Response.json(Json.object().put("removed", true));
    }

    private Response declare(Request request) {
        var known = federation.peer(peer(request)).orElseThrow(() -> new Rejection("peer.unknown", "no such peer"));
        var body = request.json();
        var group = body.path("group").asString(known.group());
        boolean full = body.path("fullTrust").asBoolean(known.fullTrust());
        return json(federation.declare(known.fingerprint(), group, full));
    }

    /** A peer by its domain, the first groups of its fingerprint, or its id in hex. */
    private Fingerprint peer(Request request) {
        var wanted = request.parameter("peer");
        var found = federation.peers().stream()
                .filter(peer -> peer.domain().equals(wanted)
                        || peer.fingerprint().toString().startsWith(wanted)
                        || peer.fingerprint().hex().equals(wanted))
                .toList();
        if (found.size() != 1) {
            var shown = Bytes.of(wanted.getBytes(StandardCharsets.UTF_8)).size() > 60 ? "that" : "'" + wanted + "'";
            throw new Rejection(
                    found.isEmpty() ? "peer.unknown" : "peer.ambiguous", found.size() + " peers match " + shown);
        }
        return found.getFirst().fingerprint();
    }
}
