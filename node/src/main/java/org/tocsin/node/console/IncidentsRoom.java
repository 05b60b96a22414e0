package org.tocsin.node.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tocsin.node.flow.Story;
import org.tocsin.node.http.IncidentRoutes;
import org.tocsin.node.incident.Feedback;
import org.tocsin.node.incident.FrameLine;
import org.tocsin.node.incident.Incident;
import org.tocsin.node.incident.Incidents;
import org.tocsin.node.incident.Scope;
import org.tocsin.node.incident.Side;
import org.tocsin.node.incident.State;
import org.tocsin.platform.http.Request;
import org.tocsin.platform.http.Response;

/** Incidents as stories: the list, and a page for each that can be sent to a colleague. */
final class IncidentsRoom {
    private static final int MOST_SHOWN = 200;
    private static final int MOST_PACKETS = 64;

    private final House house;
    private final Chrome chrome;
    private final Sentences sentences;

    IncidentsRoom(House house, Chrome chrome) {
        this.house = house;
        this.chrome = chrome;
        sentences = new Sentences(house, chrome);
    }

    IncidentsPage list(Request request) {
        var all = house.cases().incidents().all();
        int left = all.size() - MOST_SHOWN;
        return new IncidentsPage(
                chrome.frame(request, "Incidents", "incidents"),
                all.stream().limit(MOST_SHOWN).map(this::row).toList(),
                left > 0 ? Words.number(left) : "",
                Words.number(Incidents.MOST));
    }

    private IncidentsPage.Row row(Incident incident) {
        var seen = incident.seen();
        return new IncidentsPage.Row(
                incident.id(),
                href(incident.id()),
                badge(incident.state(house.clock().now())),
                incident.actor().id(),
                chrome.moment(seen.last()),
                seen.kinds().stream().map(Sentences::words).collect(Collectors.joining(", ")) + ": " + seen.observed(),
                Words.count(seen.findings(), "finding", "findings"));
    }

    static String href(String id) {
        return "/incident/" + Words.segment(id);
    }

    static Badge badge(State state) {
        return switch (state) {
            case OPEN -> Badge.bad("open");
            case QUIET -> Badge.watch("quiet");
            case CONFIRMED -> new Badge("red", "■", "confirmed");
            case BENIGN -> Badge.gone("benign");
            case EXPECTED -> Badge.well("expected");
        };
    }

    Response download(Request request) {
        return IncidentRoutes.download(
                house.cases().captures(), house.cases().incidents().get(request.parameter("id")));
    }

    IncidentPage page(Request request) {
        var incident = house.cases().incidents().get(request.parameter("id"));
        var story = house.cases().retell().of(incident);
        var state = incident.state(house.clock().now());
        var packets = house.cases().captures().lines(incident.id());
        boolean judged =
                incident.latest().map(said -> said.word() != Feedback.Word.OPEN).orElse(false);
        return new IncidentPage(
                chrome.frame(request, "Incident " + incident.actor().id(), "incidents"),
                incident.id(),
                incident.actor().shown(),
                actorHref(incident),
                badge(state),
                story.happened() + " " + times(incident),
                story.because(),
                story.doing() + until(story) + " " + story.can(),
                judged ? List.of() : List.of(ask(incident)),
                judged ? List.of(takeBack(incident)) : List.of(),
                Timeline.lines(story.lines(), chrome),
                story.left() > 0 ? Words.number(story.left()) : "",
                facts(incident),
                incident.feedback().reversed().stream().map(this::said).toList(),
                shown(packets),
                packets.size() > MOST_PACKETS ? Words.number(packets.size() - MOST_PACKETS) : "",
                packets.isEmpty() ? unproven(incident) : "");
    }

    private static String unproven(Incident incident) {
        return incident.seen().tapped()
                ? "No packets of it are kept any more: they make room for newer ones after 64 MiB."
                : "Only minipots saw it, and they keep no packets: what they heard stands in the timeline.";
    }

    private static String actorHref(Incident incident) {
        return incident.actor().side() == Side.OURS
                ? Words.deviceHref(incident.actor().id())
                : "/indicator/" + Words.segment(incident.actor().id());
    }

    private String times(Incident incident) {
        var first = chrome.moment(incident.seen().first()).text();
        var last = chrome.moment(incident.seen().last()).text();
        return first.equals(last) ? "At " + first + "." : "From " + first + " to " + last + ".";
    }

    private String until(Story story) {
        return story.until()
                .map(until -> " "
                        + Sentences.sentence(
                                sentences.until(until, house.clock().now())))
                .orElse("");
    }

    /** For whom a device calls home to, the only one is meant unless another is named. */
    private static IncidentPage.Ask ask(Incident incident) {
        var kinds = incident.seen().kinds();
        var peers = incident.seen().peers();
        boolean home = kinds.contains("beacon") && peers.size() == 1;
        return new IncidentPage.Ask(kinds.size() > 1 ? kinds : List.of(), home ? peers.getFirst() : "");
    }

    private static PeerRow.Act takeBack(Incident incident) {
        boolean benign = incident.latest()
                .map(said -> said.word() != Feedback.Word.CONFIRM)
                .orElse(false);
        return new PeerRow.Act(
                "open",
                "incident",
                incident.id(),
                "Take it back",
                benign
                        ? "nothing is expected any more; a device that it let back in is cut off again"
                        : "it is open to be judged again",
                false);
    }

    private IncidentPage.Said said(Feedback feedback) {
        var scope = feedback.scope().map(Scope::words).orElse("");
        var until = feedback.until()
                .map(one -> ", until " + chrome.moment(one).text())
                .orElse("");
        return new IncidentPage.Said(
                chrome.moment(feedback.at()),
                feedback.who(),
                Sentences.words(feedback.word().word()),
                scope + until,
                feedback.note());
    }

    private List<StoryPage.Evidence> facts(Incident incident) {
        var seen = incident.seen();
        var rows = new ArrayList<StoryPage.Evidence>();
        fact(rows, "Findings", Words.number(seen.findings()));
        fact(rows, "Largest count", Words.number(seen.count()));
        fact(rows, "Confidence", String.format(Locale.ROOT, "%.0f %%, %s", seen.confidence() * 100, seen.severity()));
        fact(rows, "Peers", String.join(", ", seen.peers()));
        fact(rows, "Ports", seen.ports().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        fact(
                rows,
                "Expected by",
                incident.expected()
                        .map(one -> "what was said of incident " + one.by())
                        .orElse(""));
        return rows;
    }

    private static void fact(List<StoryPage.Evidence> rows, String name, String value) {
        if (!value.isEmpty()) {
            rows.add(new StoryPage.Evidence(name, value, ""));
        }
    }

    private static List<IncidentPage.Packet> shown(List<FrameLine> packets) {
        return packets.stream()
                .limit(MOST_PACKETS)
                .map(packet -> new IncidentPage.Packet(
                        Words.offset(Duration.between(packets.getFirst().at(), packet.at())
                                .toNanos()),
                        packet.from(),
                        packet.to(),
                        packet.what(),
                        Words.number(packet.length())))
                .toList();
    }
}
