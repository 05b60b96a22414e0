package org.tocsin.node.console;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tocsin.exchange.Subject;
import org.tocsin.exchange.Verdict.Basis;
import org.tocsin.federation.Peer;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Rejection;
import org.tocsin.node.flow.CutOff;
import org.tocsin.node.incident.State;
import org.tocsin.platform.auth.Permission;
import org.tocsin.platform.http.Request;

/** Makes the frame around a page. */
final class Chrome {
    private static final int DISK_WATCH = 85;
    private static final int DISK_BAD = 95;

    private final House house;

    Chrome(House house) {
        this.house = house;
    }

    Frame frame(Request request, String title, String room) {
        var caller = request.caller();
        return new Frame(
                title,
                request.path(),
                house.federation().own().domain(),
                rooms(room),
                health(),
                caller.name(),
                caller.session(),
                caller.may(Permission.OPERATE),
                moment(house.clock().now()),
                Assets.STYLE,
                Assets.SCRIPT,
                Assets.BELL,
                done(request));
    }

    /** Around what strangers see: it tells nothing. */
    static Frame bare(String title) {
        var never = new Moment("", "", "");
        return new Frame(
                title,
                "/",
                "",
                List.of(),
                List.of(),
                "",
                "",
                false,
                never,
                Assets.STYLE,
                Assets.SCRIPT,
                Assets.BELL,
                List.of());
    }

    Moment moment(Instant at) {
        return Moment.of(at, house.clock().now(), house.zone());
    }

    private List<Frame.Room> rooms(String here) {
        long waiting = house.federation().peers().stream()
                .filter(peer -> peer.state() == Peer.State.PENDING)
                .count();
        var held = Sharing.of(house).well() ? "" : "!";
        var now = house.clock().now();
        long open = house.cases().incidents().all().stream()
                .filter(incident -> incident.state(now) == State.OPEN)
                .count();
        int cutOff = CutOff.all(house.blocklists(), house.clock().millis()).size();
        return List.of(
                new Frame.Room("Bell", "/", here.equals("bell"), ""),
                new Frame.Room("Incidents", "/incidents", here.equals("incidents"), open == 0 ? "" : open + ""),
                new Frame.Room("Devices", "/devices", here.equals("devices"), cutOff == 0 ? "" : cutOff + ""),
                new Frame.Room("Circle", "/peers", here.equals("circle"), waiting == 0 ? "" : waiting + ""),
                new Frame.Room("Ledger", "/ledger", here.equals("ledger"), held),
                new Frame.Room("Settings", "/settings", here.equals("settings"), ""));
    }

    /** The state of the house in a few words, worst colour where it belongs. */
    private List<Badge> health() {
        var words = new ArrayList<Badge>();
        words.add(peers());
        words.add(Sharing.of(house).badge());
        words.add(tap());
        disk().ifPresent(words::add);
        return words;
    }

    private Badge peers() {
        long lag = -1;
        int connected = 0;
        int accepted = 0;
        for (var peer : house.federation().peers()) {
            if (peer.state() == Peer.State.ACCEPTED) {
                var link = house.federation().link(peer.fingerprint());
                accepted++;
                connected += link.connected() ? 1 : 0;
                lag = link.connected() ? Math.max(lag, link.lagMs()) : lag;
            }
        }
        if (accepted == 0) {
            return Badge.gone("no peers yet");
        }
        if (connected < accepted) {
            return Badge.watch(connected + " of " + Words.count(accepted, "peer", "peers"));
        }
        return Badge.well(Words.count(connected, "peer", "peers") + ", " + Math.max(0, lag) + " ms behind");
    }

    private Badge tap() {
        return switch (house.facts().tap().get().phase()) {
            case NONE -> Badge.gone("no tap");
            case WAITING -> Badge.watch("tap waits");
            case READING -> Badge.well("tap reads");
            case ENDED -> Badge.gone("tap ended");
            case BROKEN -> Badge.bad("tap broken");
        };
    }

    private Optional<Badge> disk() {
        try {
            var store = Files.getFileStore(house.facts().home());
            long percent = Math.round(100.0 * (store.getTotalSpace() - store.getUsableSpace()) / store.getTotalSpace());
            var word = "disk " + percent + " %";
            if (percent >= DISK_BAD) {
                return Optional.of(Badge.bad(word));
            }
            return Optional.of(percent >= DISK_WATCH ? Badge.watch(word) : Badge.well(word));
        } catch (IOException e) {
            return Optional.of(Badge.bad("disk unreadable"));
        }
    }

    /** Says what the last action did, if it holds still: a link that claims something else says nothing. */
    private List<Frame.Done> done(Request request) {
        var did = request.query("did").orElse("");
        var on = request.query("on").orElse("");
        try {
            return switch (did) {
                case "allow" -> allowed(Subject.parse(on));
                case "disallow" -> enforced(Subject.parse(on));
                case "release" -> released(on);
                case "retract" -> retracted(Subject.parse(on));
                case "accept", "pause" -> peered(did, on);
                case "confirm", "benign-once", "benign", "open" -> judged(did, on);
                default -> List.of();
            };
        } catch (Rejection notOurs) {
            return List.of();
        }
    }

    private List<Frame.Done> allowed(Subject subject) {
        var verdict = house.exchange().explain(subject);
        var name = Words.name(subject);
        return verdict.basis() == Basis.ALLOWED
                ? List.of(new Frame.Done(
                        name + " is let in until " + moment(verdict.until()).text() + ".", "disallow", "subject", name))
                : List.of();
    }

    private List<Frame.Done> enforced(Subject subject) {
        var verdict = house.exchange().explain(subject);
        var name = Words.name(subject);
        return verdict.basis() == Basis.ALLOWED
                ? List.of()
                : List.of(new Frame.Done(
                        name + " is judged again: " + verdict.reasons().getFirst() + ".", "allow", "subject", name));
    }

    private static List<Frame.Done> released(String on) {
        int space = on.lastIndexOf(' ');
        return space < 1
                ? List.of()
                : List.of(new Frame.Done(on.substring(0, space) + " may connect again.", "quarantine", "device", on));
    }

    private List<Frame.Done> retracted(Subject subject) {
        var self = house.federation().own().fingerprint();
        boolean stands = house.exchange().reports(subject).stream()
                .anyMatch(report -> report.reporter().equals(self));
        return stands
                ? List.of()
                : List.of(new Frame.Done(
                        "We say nothing against " + Words.name(subject) + " any more, here and at every peer.",
                        "",
                        "",
                        ""));
    }

    private List<Frame.Done> judged(String did, String id) {
        var incident = house.cases().incidents().get(id);
        boolean holds =
                incident.latest().map(said -> said.word().word().equals(did)).orElse(false);
        if (!holds) {
            return List.of();
        }
        var who = incident.actor().shown();
        var text =
                switch (did) {
                    case "confirm" -> "The incident of " + who + " is confirmed.";
                    case "benign-once" -> "The incident of " + who + " is closed: benign, this once.";
                    case "benign" -> "What " + who + " did is expected from now on, for a while.";
                    default -> "The incident of " + who + " is open again.";
                };
        return List.of(new Frame.Done(text, did.equals("open") ? "" : "open", "incident", id));
    }

    private List<Frame.Done> peered(String did, String id) {
        boolean accepted = did.equals("accept");
        var wanted = accepted ? Peer.State.ACCEPTED : Peer.State.PAUSED;
        return house
                .federation()
                .peer(Fingerprint.hex(id))
                .filter(peer -> peer.state() == wanted)
                .map(peer -> new Frame.Done(
                        peer.domain() + (accepted ? " is followed, and follows us." : " is paused."),
                        accepted ? "pause" : "accept",
                        "peer",
                        id))
                .stream()
                .toList();
    }
}
