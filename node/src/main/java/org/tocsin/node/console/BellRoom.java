package org.tocsin.node.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tocsin.exchange.Action;
import org.tocsin.exchange.Subject;
import org.tocsin.exchange.Verdict;
import org.tocsin.exchange.Verdict.Basis;
import org.tocsin.federation.Peer;
import org.tocsin.kernel.Rejection;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.flow.CutOff;
import org.tocsin.node.watch.TapState;
import org.tocsin.platform.http.Request;
import org.tocsin.policy.Decision;
import org.tocsin.policy.Entry;
import org.tocsin.policy.Ground;
import org.tocsin.policy.Subject.Hosts;

/** What rings now, what is in force, who is with us. */
final class BellRoom {
    private static final int LOOKED_AT = 4_000;
    private static final int MOST_RINGS = 40;
    private static final int MOST_FORCES = 60;
    private static final Duration LIE_SHOWN = Duration.ofDays(7);

    private final House house;
    private final Chrome chrome;
    private final CircleRoom circle;
    private final Sentences sentences;

    BellRoom(House house, Chrome chrome, CircleRoom circle) {
        this.house = house;
        this.chrome = chrome;
        this.circle = circle;
        sentences = new Sentences(house, chrome);
    }

    BellPage page(Request request) {
        var now = house.clock().now();
        var beats = house.chronicle().recent(LOOKED_AT);
        var news = news(beats);
        var rings = news.values().stream()
                .limit(MOST_RINGS)
                .map(story -> ring(story, now))
                .toList();
        var refused = refused(beats);
        var forces = forces(refused, news, now);
        var tap = house.facts().tap().get();
        var trouble = tap.trouble();
        return new BellPage(
                chrome.frame(request, "Bell", "bell"),
                needs(beats, now),
                rings,
                left(news.size() - rings.size()),
                forces.stream().limit(MOST_FORCES).toList(),
                left(forces.size() - MOST_FORCES),
                allowed(now),
                circle.rows(),
                tap.phase() == TapState.Phase.NONE || trouble != null,
                trouble == null ? "No packets are read here yet" : "The tap has broken: " + trouble);
    }

    private static String left(int more) {
        return more > 0 ? Words.number(more) : "";
    }

    /** The newest finding and verdict about one subject. */
    private static final class News {
        private final String subject;
        private final Beat newest;
        private @Nullable Beat finding;
        private @Nullable Beat cutOff;

        private News(Beat newest) {
            this.subject = newest.subject();
            this.newest = newest;
        }
    }

    /** Subjects in the order of their newest news. */
    private static Map<String, News> news(List<Beat> newestFirst) {
        var news = new LinkedHashMap<String, News>();
        for (var beat : newestFirst) {
            if (beat.detail().has("expectedUntil")) {
                continue; // a person expects it: it stands among the incidents, and does not ring
            }
            switch (beat.kind()) {
                case FINDING, QUARANTINE, VERDICT -> {
                    var story = news.computeIfAbsent(beat.subject(), _ -> new News(beat));
                    if (beat.kind() == Beat.Kind.FINDING && story.finding == null) {
                        story.finding = beat;
                    }
                    if (beat.kind() == Beat.Kind.QUARANTINE && story.cutOff == null) {
                        story.cutOff = beat;
                    }
                }
                case STATEMENT, VERIFIED, IN_FORCE, SUSPECT, REFUSED, OPENED, CLOSED, PEER, LIE, FEEDBACK, TROUBLE -> {}
            }
        }
        return news;
    }

    private BellPage.Ring ring(News story, Instant now) {
        var subject = subject(story.subject);
        var finding = story.finding;
        var at = chrome.moment(story.newest.at());
        if (subject.isEmpty() || isOwn(story)) {
            return deviceRing(story, at);
        }
        var verdict = house.exchange().explain(subject.get());
        boolean past = !verdict.inForce() || !now.isBefore(verdict.until());
        var badge = finding == null ? heardOf(verdict) : Badge.of(Sentences.field(finding, "class"));
        return new BellPage.Ring(
                "ring-" + story.subject,
                past ? badge.past() : badge,
                Words.name(subject.get()),
                Words.href(subject.get()),
                at,
                finding != null ? Sentences.brief(finding) : heard(subject.get(), verdict),
                Badge.of(verdict, now),
                doing(verdict, now),
                past);
    }

    private static Badge heardOf(Verdict verdict) {
        return verdict.basis() == Basis.ALLOWED ? Badge.ALLOWED : Badge.REPORTED;
    }

    /** A device behind a router goes by its address, as an attacker does: what it did, or the inventory, says that it is ours. */
    private boolean isOwn(News story) {
        return story.cutOff != null
                || house.facts().devices().get().stream()
                        .anyMatch(device -> device.id().equals(story.subject));
    }

    private BellPage.Ring deviceRing(News story, Moment at) {
        var finding = story.finding;
        boolean cut = CutOff.all(house.blocklists(), house.clock().millis()).stream()
                .anyMatch(one -> one.device().equals(story.subject));
        boolean released = story.cutOff != null && !cut;
        return new BellPage.Ring(
                "ring-" + story.subject,
                released ? Badge.DEVICE.past() : Badge.DEVICE,
                story.subject,
                Words.deviceHref(story.subject),
                at,
                finding != null ? Sentences.brief(finding) : story.newest.text(),
                cut ? Badge.CUT_OFF : released ? Badge.LET_BACK_IN : Badge.watch("watched"),
                cut ? "nothing shared" : "",
                released);
    }

    /** Who reported what; nobody any more once it has been taken back or has run out. */
    private String heard(Subject subject, Verdict verdict) {
        var reports = house.exchange().reports(subject);
        if (reports.isEmpty()) {
            return verdict.basis() == Basis.NOTHING
                    ? "nobody reports it any more"
                    : verdict.reasons().getFirst();
        }
        var first = reports.getFirst();
        return sentences.reporter(first) + " saw it: "
                + Sentences.words(first.attack().word());
    }

    private static String doing(Verdict verdict, Instant now) {
        return verdict.inForce() && now.isBefore(verdict.until())
                ? "for " + Words.span(Duration.between(now, verdict.until()))
                : "";
    }

    /** A line about somebody outside names a subject as it is written; a device may go by a bare address. */
    private static Optional<Subject> subject(String text) {
        try {
            return Optional.of(Subject.parse(text)).filter(one -> one.toString().equals(text));
        } catch (Rejection device) {
            return Optional.empty();
        }
    }

    /** How often each address was turned away lately. */
    private static Map<String, Integer> refused(List<Beat> beats) {
        var counts = new HashMap<String, Integer>();
        for (var beat : beats) {
            if (beat.kind() == Beat.Kind.REFUSED) {
                counts.merge(beat.subject(), 1, Integer::sum);
            }
        }
        return counts;
    }

    private List<BellPage.Force> forces(Map<String, Integer> refused, Map<String, News> news, Instant now) {
        var forces = new ArrayList<BellPage.Force>();
        house.blocklists().current().entries(now.toEpochMilli()).stream()
                .filter(entry -> entry.decision() instanceof Decision.Quarantine && entry.subject() instanceof Hosts)
                .forEach(entry -> forces.add(quarantined(entry, news, now)));
        house.exchange().verdicts().stream()
                .filter(verdict -> verdict.inForce() && now.isBefore(verdict.until()))
                .sorted(Comparator.comparing(Verdict::action)
                        .thenComparing(Verdict::until)
                        .reversed())
                .forEach(verdict -> forces.add(force(verdict, refused, now)));
        house.exchange().imports().live(now).stream()
                .filter(list -> list.action().compareTo(Action.THROTTLE) >= 0)
                .forEach(list -> forces.add(new BellPage.Force(
                        "list-" + list.name(),
                        list.action() == Action.BLOCK ? new Badge("red", "■", "blocked") : Badge.watch("throttled"),
                        Words.count(list.entries().size(), "entry", "entries"),
                        "",
                        "the imported list " + list.name() + " names them" + unenforced(),
                        list.name(),
                        chrome.moment(list.until()),
                        Words.span(Duration.between(now, list.until())) + " left",
                        "",
                        "",
                        "",
                        "")));
        return forces;
    }

    private BellPage.Force force(Verdict verdict, Map<String, Integer> refused, Instant now) {
        var name = Words.name(verdict.subject());
        int hits = refused.getOrDefault(name, 0);
        return new BellPage.Force(
                "force-" + name,
                Badge.of(verdict, now),
                name,
                Words.href(verdict.subject()),
                why(verdict) + (verdict.inForce() ? unenforced() : ""),
                sentences.who(verdict, house.exchange().reports(verdict.subject())),
                chrome.moment(verdict.until()),
                Words.span(Duration.between(now, verdict.until())) + " left",
                hits == 0 ? "" : Words.number(hits) + " refused",
                verdict.basis() == Basis.ALLOWED ? "disallow" : "allow",
                "subject",
                name);
    }

    private String unenforced() {
        return house.facts().holders().get().isEmpty() ? "; nothing here enforces it" : "";
    }

    /** What own detectors saw; who saw it stands beside. */
    private static String why(Verdict verdict) {
        var reason = verdict.reasons().getFirst();
        return verdict.basis() == Basis.LOCAL
                ? Sentences.words(reason.substring(reason.lastIndexOf(": ") + 2))
                : reason;
    }

    private BellPage.Force quarantined(Entry entry, Map<String, News> news, Instant now) {
        var ground = ((Decision.Quarantine) entry.decision()).ground();
        var until = Instant.ofEpochMilli(ground.untilMillis());
        var address = ((Hosts) entry.subject()).prefix().address();
        return new BellPage.Force(
                "device-" + ground.id(),
                Badge.CUT_OFF,
                ground.id(),
                Words.deviceHref(ground.id()),
                why(ground, news.get(ground.id()))
                        + (address.toString().equals(ground.id()) ? "" : ", at " + address)
                        + unenforced(),
                "own detectors",
                chrome.moment(until),
                Words.span(Duration.between(now, until)) + " left",
                "",
                "release",
                "device",
                ground.id() + " " + address);
    }

    private static String why(Ground ground, @Nullable News story) {
        var finding = story == null ? null : story.finding;
        return finding == null ? ground.why() : Sentences.brief(finding);
    }

    private List<BellPage.Force> allowed(Instant now) {
        return house.exchange().verdicts().stream()
                .filter(verdict -> verdict.basis() == Basis.ALLOWED && now.isBefore(verdict.until()))
                .sorted(Comparator.comparing(Verdict::until).reversed())
                .limit(MOST_FORCES)
                .map(verdict -> force(verdict, Map.of(), now))
                .toList();
    }

    /** What waits for a person: who wants to join, what was held back, who lied. */
    private List<BellPage.Need> needs(List<Beat> beats, Instant now) {
        var needs = new ArrayList<BellPage.Need>();
        var sharing = Sharing.of(house);
        if (!sharing.well()) {
            needs.add(new BellPage.Need(sharing.badge(), sharing.brief(), "/ledger", "what to do"));
        }
        for (var peer : house.federation().peers()) {
            if (peer.state() == Peer.State.PENDING) {
                needs.add(new BellPage.Need(
                        Badge.news("wants to join"),
                        peer.domain() + " waits until you have compared its fingerprint.",
                        "/peers",
                        "compare and accept"));
            }
            if (peer.state() == Peer.State.ACCEPTED
                    && house.federation().link(peer.fingerprint()).forgotUs()) {
                needs.add(new BellPage.Need(
                        Badge.bad("removed us"),
                        peer.domain() + " refuses this node: it has removed us, or began anew.",
                        "/peers",
                        "what to do"));
            }
        }
        long held = house.exchange().heldRetractions().size();
        if (held > 0) {
            needs.add(new BellPage.Need(
                    Badge.watch("held"),
                    Words.count(held, "retraction waits", "retractions wait")
                            + " for you: one member took back more than 20 within a minute.",
                    "/peers#held",
                    "look at them"));
        }
        beats.stream()
                .filter(beat -> beat.kind() == Beat.Kind.LIE && beat.at().isAfter(now.minus(LIE_SHOWN)))
                .findFirst()
                .ifPresent(lie -> needs.add(new BellPage.Need(
                        Badge.bad("proven lie"), lie.subject() + ": " + lie.text(), "/peers", "look at it")));
        return needs;
    }
}
