package org.tocsin.node.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tocsin.exchange.Exchange;
import org.tocsin.exchange.Subject;
import org.tocsin.exchange.Verdict;
import org.tocsin.kernel.Clock;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.chronicle.Chronicle;
import org.tocsin.node.incident.Expectation;
import org.tocsin.node.incident.Feedback;
import org.tocsin.node.incident.Incident;
import org.tocsin.node.incident.Side;
import org.tocsin.policy.Blocklists;

/** Tells an incident: three sentences, and every line of the timeline that belongs to it. */
public final class Retell {
    private static final Set<Beat.Kind> TOLD = EnumSet.of(
            Beat.Kind.FINDING,
            Beat.Kind.STATEMENT,
            Beat.Kind.VERDICT,
            Beat.Kind.IN_FORCE,
            Beat.Kind.SUSPECT,
            Beat.Kind.QUARANTINE,
            Beat.Kind.FEEDBACK,
            Beat.Kind.TROUBLE);
    /** A quarantine and a block last as long; what comes behind is another story. */
    private static final Duration AFTERWARDS = Fence.QUARANTINE;

    private static final int MOST_READ = 5_000;
    private static final int MOST_LINES = 200;
    private static final int MOST_NAMED = 3;

    private final Chronicle chronicle;
    private final Blocklists blocklists;
    private final Exchange exchange;
    private final Clock clock;

    public Retell(Chronicle chronicle, Blocklists blocklists, Exchange exchange, Clock clock) {
        this.chronicle = chronicle;
        this.blocklists = blocklists;
        this.exchange = exchange;
        this.clock = clock;
    }

    /** What is done about an incident now. */
    private record Doing(String words, Optional<Instant> until) {
        static Doing of(String words) {
            return new Doing(words, Optional.empty());
        }
    }

    public Story of(Incident incident) {
        var lines = lines(incident);
        int left = Math.max(0, lines.size() - MOST_LINES);
        var doing = doing(incident);
        return new Story(
                happened(incident),
                because(incident),
                doing.words(),
                doing.until(),
                can(incident),
                lines.subList(left, lines.size()),
                left);
    }

    /** Findings name their incident, what follows from a line names that; a person's act names whom it is about. */
    private List<Beat> lines(Incident incident) {
        var seen = incident.seen();
        var end = incident.latest()
                .map(Feedback::at)
                .filter(seen.heard()::isBefore)
                .orElse(seen.heard());
        var members = new HashSet<Long>();
        var lines = new ArrayList<Beat>();
        for (var beat : chronicle.between(TOLD, seen.began(), end.plus(AFTERWARDS), MOST_READ)) {
            boolean names = beat.detail().path("incident").asString("").equals(incident.id());
            boolean follows = beat.cause() != 0 && members.contains(beat.cause());
            boolean act = beat.cause() == 0
                    && isAct(beat.kind())
                    && beat.subject().equals(incident.actor().id());
            if (names || follows || act) {
                members.add(beat.number());
                lines.add(beat);
            }
        }
        return lines;
    }

    private static boolean isAct(Beat.Kind kind) {
        return kind == Beat.Kind.IN_FORCE || kind == Beat.Kind.VERDICT || kind == Beat.Kind.QUARANTINE;
    }

    private static String happened(Incident incident) {
        var seen = incident.seen();
        var who = incident.actor().shown();
        var deeds = seen.kinds().stream()
                .map(kind -> kind.equals("beacon") ? "called on a clock" + named(seen.peers()) : Deeds.of(kind))
                .collect(Collectors.joining(", and "));
        var what =
                switch (incident.actor().side()) {
                    case OURS -> "Our device " + who + " " + deeds;
                    case OUTSIDE -> who + ", from outside, " + deeds + at(seen.peers());
                    case STRANGER -> who + " " + deeds + ", from outside to outside";
                    case NAMELESS -> "Somebody whose names may be forged " + deeds + " " + who;
                };
        var span = Duration.between(seen.first(), seen.last());
        return what + ": " + (seen.findings() == 1 ? "1 finding" : number(seen.findings()) + " findings")
                + (span.toSeconds() > 0 ? " within " + Spans.of(span) : "") + ".";
    }

    private static String named(List<String> peers) {
        return peers.isEmpty() || peers.size() > MOST_NAMED ? "" : " " + String.join(", ", peers);
    }

    private static String at(List<String> peers) {
        var names = named(peers);
        return names.isEmpty() ? "" : " at" + names;
    }

    private static String number(long number) {
        return String.format(Locale.UK, "%,d", number);
    }

    private static String because(Incident incident) {
        var seen = incident.seen();
        return "Observed: " + seen.observed() + "; expected: " + seen.usual()
                + String.format(Locale.ROOT, ". Confidence %.0f %%, ", seen.confidence() * 100) + seen.severity() + ".";
    }

    private Doing doing(Incident incident) {
        return switch (incident.state(clock.now())) {
            case BENIGN -> benign(incident);
            case EXPECTED ->
                new Doing(
                        "Nothing: a person expects it, so it is recorded, cuts nobody off and is not shared.",
                        incident.expected().map(Expectation::until));
            case OPEN, QUIET, CONFIRMED ->
                switch (incident.actor().side()) {
                    case OURS -> ofDevice(incident);
                    case OUTSIDE ->
                        ofOutsider(
                                exchange.explain(Subject.parse(incident.actor().id())));
                    case STRANGER, NAMELESS ->
                        Doing.of("It is told only: its packets may be forged in somebody else's name.");
                };
        };
    }

    private static Doing benign(Incident incident) {
        var said = incident.latest().orElseThrow();
        var words = "Nothing more: " + said.who() + " said that it is benign";
        return said.scope()
                .map(scope -> new Doing(words + ", and that this is expected: " + scope.words() + ".", said.until()))
                .orElseGet(() -> Doing.of(words + ", this once."));
    }

    private Doing ofDevice(Incident incident) {
        return CutOff.all(blocklists, clock.millis()).stream()
                .filter(one -> one.device().equals(incident.actor().id()))
                .findFirst()
                .map(cut -> new Doing("It is cut off, and nothing about it is shared.", Optional.of(cut.until())))
                .orElseGet(() -> Doing.of(
                        incident.seen().confidence() < Defend.ENOUGH
                                ? "It is told only: some honest programs do this too."
                                : "The device is not cut off."));
    }

    private Doing ofOutsider(Verdict verdict) {
        if (!verdict.inForce() || !clock.now().isBefore(verdict.until())) {
            return Doing.of("Nothing is refused to it.");
        }
        var words =
                switch (verdict.action()) {
                    case BLOCK -> "New connections are refused and live ones closed.";
                    case REFUSE_NEW -> "New connections are refused; live ones go on.";
                    case THROTTLE, WATCH, IGNORE -> "It is throttled.";
                };
        return new Doing(words, Optional.of(verdict.until()));
    }

    private String can(Incident incident) {
        var look = incident.actor().side() == Side.OURS ? "Find out what runs on the device. " : "";
        return switch (incident.state(clock.now())) {
            case OPEN, QUIET -> look + "You can confirm it, or say that it is benign.";
            case CONFIRMED -> look + "A person has confirmed it; you can take that back.";
            case BENIGN -> "You can take that back.";
            case EXPECTED ->
                "You can take that back at incident "
                        + incident.expected().map(Expectation::by).orElse("") + ".";
        };
    }
}
