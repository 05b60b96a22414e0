package org.tocsin.node.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tocsin.detection.Device;
import org.tocsin.detection.Service;
import org.tocsin.exchange.Report;
import org.tocsin.exchange.Subject;
import org.tocsin.exchange.Verdict;
import org.tocsin.exchange.Verdict.Basis;
import org.tocsin.kernel.Rejection;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.doctor.Holding;
import org.tocsin.node.flow.CutOff;
import org.tocsin.platform.http.Request;
import tools.jackson.databind.JsonNode;

/** The story of one subject, a page that can be sent to a colleague. */
final class StoryRoom {
    /** How long a person's "let it in" lasts; so say the command line and the API. */
    static final Duration ALLOWANCE = Duration.ofDays(7);

    private static final int MOST_PEERS_SHOWN = 8;

    private final House house;
    private final Chrome chrome;
    private final Sentences sentences;

    StoryRoom(House house, Chrome chrome) {
        this.house = house;
        this.chrome = chrome;
        sentences = new Sentences(house, chrome);
    }

    StoryPage indicator(Request request) {
        var subject = Subject.parse(request.parameter("subject"));
        var name = Words.name(subject);
        var beats =
                Timeline.about(house.chronicle().recent(Timeline.lookedAt()), subject.toString(), Optional.of(subject));
        var finding = newest(beats, Beat.Kind.FINDING);
        var verdict = house.exchange().explain(subject);
        var reports = house.exchange().reports(subject);
        long refused =
                beats.stream().filter(beat -> beat.kind() == Beat.Kind.REFUSED).count();
        return new StoryPage(
                chrome.frame(request, name, "bell"),
                name,
                kind(subject),
                false,
                Badge.of(verdict, house.clock().now()),
                sentences.happened(name, finding, reports),
                sentences.because(finding, verdict, reports),
                sentences.doing(verdict, refused) + told(beats) + toldOnly(finding),
                acts(verdict, name),
                Timeline.lines(beats, chrome),
                evidence(finding),
                List.of(),
                reports.stream().map(this::said).toList());
    }

    /** The story of an own device: never shared, so there are no reports. */
    StoryPage device(Request request) {
        var device = request.parameter("device");
        var beats = Timeline.about(house.chronicle().recent(Timeline.lookedAt()), device, Optional.empty());
        var known = house.facts().devices().get().stream()
                .filter(one -> one.id().equals(device))
                .findFirst();
        if (beats.isEmpty() && known.isEmpty()) {
            throw new Rejection("http.not-found", "nothing is known of a device of that name");
        }
        var finding = newest(beats, Beat.Kind.FINDING);
        var cut = cutOff(device);
        var because = finding.map(beat -> "Observed: " + Sentences.field(beat, "observed") + "; expected: "
                        + Sentences.field(beat, "expected") + ".")
                .orElse("");
        var happened = finding.map(beat -> "At " + chrome.moment(beat.at()).text() + ", our device " + device + " "
                        + Sentences.deed(Sentences.field(beat, "class")) + ".")
                .orElse("Nothing was found against our device " + device + ".");
        var doing = cut.map(quarantine -> "It is cut off "
                        + sentences.until(quarantine.until(), house.clock().now())
                        + ", " + Holding.words(house.facts().holders().get())
                        + ". Nothing about it is shared. Find out what runs on it before you let it back in.")
                .orElse("It is watched, and may connect.");
        return new StoryPage(
                chrome.frame(request, device, "devices"),
                device,
                "own device",
                true,
                cut.isPresent() ? Badge.CUT_OFF : Badge.watch("watched"),
                happened,
                because,
                doing,
                cut.map(quarantine -> List.of(new PeerRow.Act(
                                "release",
                                "device",
                                device + " " + quarantine.address(),
                                "Let it back in",
                                "lets it connect again; a new finding cuts it off again",
                                false)))
                        .orElse(List.of()),
                Timeline.lines(beats, chrome),
                evidence(finding),
                known.map(this::traits).orElse(List.of()),
                List.of());
    }

    /** What the inventory knows. */
    private List<StoryPage.Evidence> traits(Device device) {
        var traits = device.traits();
        var rows = new ArrayList<StoryPage.Evidence>();
        rows.add(new StoryPage.Evidence("Address", device.address().toString(), ""));
        rows.add(new StoryPage.Evidence(
                "Seen",
                chrome.moment(device.firstSeen()).text() + " to "
                        + chrome.moment(device.lastSeen()).text() + ", "
                        + Words.count(device.packets(), "packet", "packets")
                        + (device.learning() ? ", still learning" : ""),
                ""));
        said(rows, "Host name", List.of(traits.hostName()));
        said(rows, "DHCP client", List.of(traits.vendorClass()));
        said(rows, "Names", traits.names());
        said(rows, "Services", traits.services());
        said(rows, "Software", traits.software());
        said(rows, "Calls", traits.calls());
        said(rows, "Weak", traits.weaknesses());
        var profile = device.profile();
        said(rows, "Uses", words(profile.uses()));
        said(rows, "Serves", words(profile.serves()));
        profile.news()
                .forEach(one -> rows.add(new StoryPage.Evidence(
                        "New",
                        one + ", " + Words.count(one.count(), "time", "times") + " since "
                                + chrome.moment(one.since()).text(),
                        "")));
        return rows;
    }

    private static List<String> words(List<Service> services) {
        return services.stream().map(Service::toString).toList();
    }

    private static void said(List<StoryPage.Evidence> rows, String name, List<String> texts) {
        var text = String.join(", ", texts);
        if (!text.isEmpty()) {
            rows.add(new StoryPage.Evidence(name, text, ""));
        }
    }

    /** The quarantine that holds for a device now, if one does. */
    private Optional<CutOff> cutOff(String device) {
        return CutOff.all(house.blocklists(), house.clock().millis()).stream()
                .filter(one -> one.device().equals(device))
                .findFirst();
    }

    private static Optional<Beat> newest(List<Beat> oldestFirst, Beat.Kind kind) {
        return oldestFirst.reversed().stream()
                .filter(beat -> beat.kind() == kind)
                .findFirst();
    }

    private static String kind(Subject subject) {
        return switch (subject) {
            case Subject.Host _ -> "address";
            case Subject.Domain _ -> "name";
            case Subject.Url _ -> "URL";
        };
    }

    /** Who else was told. */
    private String told(List<Beat> beats) {
        var statement = newest(beats, Beat.Kind.STATEMENT);
        if (statement.isEmpty()) {
            return "";
        }
        long connected = house.federation().peers().stream()
                .filter(peer -> house.federation().link(peer.fingerprint()).connected())
                .count();
        var type = Sentences.field(statement.get(), "type");
        var index = statement.get().detail().path("index").asLong(0);
        return " Our circle was told in statement #" + index + " (" + type + "), "
                + Words.count(connected, "peer is", "peers are") + " connected.";
    }

    /** Why nothing follows from a finding, where nothing does. */
    private static String toldOnly(Optional<Beat> finding) {
        return finding.map(beat -> Sentences.field(beat, "toldOnly"))
                .filter(why -> !why.isEmpty())
                .map(why -> " " + Sentences.sentence("told only: " + why))
                .orElse("");
    }

    private List<PeerRow.Act> acts(Verdict verdict, String name) {
        if (verdict.basis() == Basis.VETO) {
            return List.of();
        }
        if (verdict.basis() == Basis.ALLOWED) {
            return List.of(new PeerRow.Act(
                    "disallow",
                    "subject",
                    name,
                    "Judge it again",
                    "ends the exception; what is known about it decides at once",
                    false));
        }
        var until = chrome.moment(house.clock().now().plus(ALLOWANCE)).text();
        return List.of(new PeerRow.Act(
                "allow",
                "subject",
                name,
                "Let it in for 7 days",
                "lifts the measure here until " + until + ", whatever is reported; says nothing to others",
                false));
    }

    private List<StoryPage.Evidence> evidence(Optional<Beat> finding) {
        var rows = new ArrayList<StoryPage.Evidence>();
        finding.map(Beat::detail).ifPresent(detail -> {
            row(
                    rows,
                    "Behaviour",
                    detail.path("observed"),
                    detail.path("expected").asString(""));
            row(rows, "Class", detail.path("class"), "");
            row(rows, "ATT&CK technique", detail.path("attack"), "");
            row(rows, "Confidence", detail.path("confidence"), "");
            row(rows, "Device", detail.path("device"), "");
            list(rows, "Peers", detail.path("peers"));
            list(rows, "Ports", detail.path("ports"));
            long packet = detail.path("packet").asLong(0);
            if (packet > 0) {
                rows.add(new StoryPage.Evidence(
                        "Packets",
                        Words.number(detail.path("firstPacket").asLong(0)) + " to " + Words.number(packet),
                        ""));
            } else if (Sentences.isAtMinipot(detail)) {
                rows.add(new StoryPage.Evidence("Seen", "at the minipot; no tap has numbered its packets", ""));
            }
        });
        return rows;
    }

    private static void row(List<StoryPage.Evidence> rows, String name, JsonNode value, String expected) {
        var text = value.asString("");
        if (!text.isEmpty()) {
            rows.add(new StoryPage.Evidence(name, text, expected));
        }
    }

    private static void list(List<StoryPage.Evidence> rows, String name, JsonNode values) {
        var texts = new ArrayList<String>();
        values.forEach(value -> {
            if (texts.size() < MOST_PEERS_SHOWN) {
                texts.add(value.asString(""));
            }
        });
        if (!texts.isEmpty()) {
            rows.add(new StoryPage.Evidence(name, String.join(", ", texts), ""));
        }
    }

    private StoryPage.Said said(Report report) {
        boolean own = report.reporter().equals(house.federation().own().fingerprint());
        return new StoryPage.Said(
                sentences.reporter(report),
                Sentences.words(report.attack().word()),
                report.observed() ? "saw it itself" : "passed it on: weighs nothing",
                chrome.moment(report.received()),
                own ? "" : Words.decimal(house.exchange().trust(report.reporter())),
                report.id(),
                Words.middle(report.id()),
                own ? List.of(retract(report)) : List.of());
    }

    private static PeerRow.Act retract(Report report) {
        return new PeerRow.Act(
                "retract",
                "id",
                report.id(),
                "Retract",
                "takes our report back here and at every peer; a new finding reports it again",
                true);
    }
}
