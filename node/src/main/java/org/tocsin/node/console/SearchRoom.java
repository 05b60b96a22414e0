package org.tocsin.node.console;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.tocsin.exchange.Subject;
import org.tocsin.kernel.Rejection;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.platform.http.Request;
import org.tocsin.platform.http.Response;

/** One search for everything: an address, name or URL leads to its story, other words to what they occur in. */
final class SearchRoom {
    private static final int MOST_QUERY = 300;
    private static final int MOST_HITS = 50;
    private static final int LOOKED_AT = 10_000;

    private final House house;
    private final Chrome chrome;

    SearchRoom(House house, Chrome chrome) {
        this.house = house;
        this.chrome = chrome;
    }

    Response answer(Request request) {
        var query = request.query("q").orElse("").strip();
        if (query.isEmpty()) {
            return Response.redirect("/");
        }
        if (query.length() > MOST_QUERY) {
            throw new Rejection("search.length", "at most " + MOST_QUERY + " characters can be searched for");
        }
        if (house.cases().incidents().keeps(query)) {
            return Response.redirect(IncidentsRoom.href(query));
        }
        if (devices(query.toLowerCase(Locale.ROOT)).contains(query)) {
            return Response.redirect(Words.deviceHref(query));
        }
        var subject = subject(query);
        if (subject.isPresent() && !(subject.get() instanceof Subject.Domain)) {
            return Response.redirect(Words.href(subject.get()));
        }
        var hits = hits(query.toLowerCase(Locale.ROOT));
        if (hits.isEmpty() && subject.isPresent()) {
            return Response.redirect(Words.href(subject.get()));
        }
        var page = new SearchPage(chrome.frame(request, "Search", ""), query, hits);
        return Pages.html(SearchPageRenderer.of(), page);
    }

    private static Optional<Subject> subject(String query) {
        try {
            return Optional.of(Subject.parse(query));
        } catch (Rejection otherWords) {
            return Optional.empty();
        }
    }

    private List<SearchPage.Hit> hits(String query) {
        var hits = new ArrayList<SearchPage.Hit>();
        house.federation().peers().stream()
                .filter(peer -> contains(peer.domain(), query)
                        || contains(peer.fingerprint().toString(), query)
                        || contains(peer.fingerprint().hex(), query))
                .forEach(peer -> hits.add(new SearchPage.Hit(
                        "hit-" + peer.fingerprint().hex(),
                        "peer",
                        peer.domain(),
                        "/peers#peer-" + peer.fingerprint().hex(),
                        peer.fingerprint().toString())));
        house.exchange().verdicts().stream()
                .filter(verdict -> contains(Words.name(verdict.subject()), query))
                .limit(MOST_HITS)
                .forEach(verdict -> hits.add(new SearchPage.Hit(
                        "hit-" + verdict.subject(),
                        "indicator",
                        Words.name(verdict.subject()),
                        Words.href(verdict.subject()),
                        verdict.reasons().getFirst())));
        devices(query)
                .forEach(device -> hits.add(new SearchPage.Hit(
                        "hit-" + device, "device", device, Words.deviceHref(device), "one of ours")));
        return hits;
    }

    /** Own devices: those with a story, whose finding's subject is the device itself, and those of the inventory. */
    private Set<String> devices(String query) {
        var devices = new LinkedHashSet<String>();
        for (var beat : house.chronicle().recent(LOOKED_AT)) {
            boolean own = beat.kind() == Beat.Kind.QUARANTINE
                    || beat.kind() == Beat.Kind.SUSPECT
                    || (beat.kind() == Beat.Kind.FINDING && beat.subject().equals(Sentences.field(beat, "device")));
            if (own && contains(beat.subject(), query) && devices.size() < MOST_HITS) {
                devices.add(beat.subject());
            }
        }
        house.facts().devices().get().stream()
                .filter(device -> contains(device.id(), query)
                        || contains(device.address().toString(), query)
                        || contains(device.traits().hostName(), query))
                .limit(MOST_HITS)
                .forEach(device -> devices.add(device.id()));
        return devices;
    }

    private static boolean contains(String text, String query) {
        return text.toLowerCase(Locale.ROOT).contains(query);
    }
}
