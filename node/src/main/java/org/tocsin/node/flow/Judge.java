package org.tocsin.node.flow;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tocsin.exchange.Exchange;
import org.tocsin.exchange.Subject;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Prefix;
import org.tocsin.kernel.Rejection;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.chronicle.Chronicle;
import org.tocsin.node.incident.Feedback;
import org.tocsin.node.incident.Feedback.Word;
import org.tocsin.node.incident.Incident;
import org.tocsin.node.incident.Incidents;
import org.tocsin.node.incident.Scope;
import org.tocsin.node.incident.Side;
import org.tocsin.node.incident.State;
import org.tocsin.platform.json.Json;
import org.tocsin.policy.Blocklists;

/**
 * A person judges an incident, and what follows from it: here, about this actor, and nowhere else. No threshold is moved, nothing
 * that others report is lifted, and nothing is said to the circle.
 */
public final class Judge {
    private static final Duration SHORTEST = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(365);

    private final Incidents incidents;
    private final Fence fence;
    private final Blocklists blocklists;
    private final Exchange exchange;
    private final Chronicle chronicle;
    private final Consumer<Prefix> settled;
    private final Clock clock;

    /** @param settled hears about whom a person has decided, so that what goes on is told from its first sign on */
    public Judge(
            Incidents incidents,
            Fence fence,
            Blocklists blocklists,
            Exchange exchange,
            Chronicle chronicle,
            Consumer<Prefix> settled,
            Clock clock) {
        this.incidents = incidents;
        this.fence = fence;
        this.blocklists = blocklists;
        this.exchange = exchange;
        this.chronicle = chronicle;
        this.settled = settled;
        this.clock = clock;
    }

    /**
     * What a person asks for. All but the word and the note narrow what is expected from now on.
     *
     * @param span how long; zero for none
     * @param kind of finding; empty for the only one of the incident
     * @param peer address or prefix; empty for any
     * @param port 0 for any
     */
    public record Asked(Word word, Duration span, String kind, String peer, int port, String note) {
        public Asked {
            boolean narrowed = !span.isZero() || !kind.isEmpty() || !peer.isEmpty() || port != 0;
            if (word != Word.BENIGN && narrowed) {
                throw new Rejection(
                        "incident.scope", "a span and a scope belong to benign; " + word.word() + " has none");
            }
            if (word == Word.BENIGN && (span.compareTo(SHORTEST) < 0 || span.compareTo(LONGEST) > 0)) {
                throw new Rejection("incident.span", "say for how long it is expected: an hour to 365 days");
            }
        }
    }

    /**
     * What came of it.
     *
     * @param advice what a person may want to know besides; empty for nothing
     * @param cutOff address of the device that is cut off again by it; empty for none
     */
    public record Judged(Incident incident, String advice, String cutOff) {}

    /** Says it; durable before it returns. */
    public Judged on(String id, Asked asked, String who) {
        var incident = incidents.get(id);
        return switch (asked.word()) {
            case CONFIRM -> new Judged(say(incident, asked, who, Optional.empty(), ""), "", "");
            case BENIGN_ONCE -> benign(incident, asked, who, Optional.empty());
            case BENIGN ->
                benign(incident, asked, who, Optional.of(Scope.of(incident, asked.kind(), asked.peer(), asked.port())));
            case OPEN -> reopened(incident, asked, who);
        };
    }

    private Judged benign(Incident incident, Asked asked, String who, Optional<Scope> scope) {
        var cut = cutOff(incident);
        var against = cut.isEmpty() ? Optional.<Incident>empty() : against(incident);
        var free = against.isEmpty() ? cut : List.<CutOff>of();
        var released = free.isEmpty() ? "" : free.getFirst().address().toString();
        var said = say(incident, asked, who, scope, released);
        free.forEach(one -> fence.release(one.device(), one.address(), who));
        settle(incident);
        return new Judged(
                said,
                against.map(other -> "It stays cut off: incident " + other.id() + " speaks against it too.")
                        .orElseGet(() -> outsider(incident)),
                "");
    }

    /** Under each address that it had. */
    private List<CutOff> cutOff(Incident incident) {
        return incident.actor().side() != Side.OURS
                ? List.of()
                : CutOff.all(blocklists, clock.millis()).stream()
                        .filter(one -> one.device().equals(incident.actor().id()))
                        .toList();
    }

    /** Another incident for which the device would be cut off. */
    private Optional<Incident> against(Incident incident) {
        var now = clock.now();
        return incidents.all().stream()
                .filter(other -> !other.id().equals(incident.id())
                        && other.actor().id().equals(incident.actor().id())
                        && other.seen().confidence() >= Defend.ENOUGH
                        && other.seen().heard().plus(Fence.QUARANTINE).isAfter(now)
                        && speaks(other.state(now)))
                .findFirst();
    }

    private static boolean speaks(State state) {
        return switch (state) {
            case OPEN, QUIET, CONFIRMED -> true;
            case BENIGN, EXPECTED -> false;
        };
    }

    /** What others report stands, and so does what we said: to lift that is another decision. */
    private String outsider(Incident incident) {
        if (incident.actor().side() != Side.OUTSIDE) {
            return "";
        }
        var subject = Subject.parse(incident.actor().id());
        return exchange.explain(subject).inForce()
                ? "It stays refused: reports about it stand, others' and ours. To let it in whatever is reported: tocsin"
                        + " verdict allow " + incident.actor().address()
                : "";
    }

    private Judged reopened(Incident incident, Asked asked, String who) {
        if (!incident.isJudged()) {
            throw new Rejection("incident.feedback", "nothing was said about it that could be taken back");
        }
        var released = incident.released(clock.now().minus(Fence.QUARANTINE));
        var said = say(incident, asked, who, Optional.empty(), "");
        released.ifPresent(address -> fence.quarantine(incident.actor().id(), address, 0));
        settle(incident);
        // Who is protected or let in by now is not cut off.
        var again = released.filter(address ->
                cutOff(incident).stream().anyMatch(cut -> cut.address().equals(address)));
        return new Judged(said, "", again.map(Address::toString).orElse(""));
    }

    private Incident say(Incident incident, Asked asked, String who, Optional<Scope> scope, String released) {
        var now = clock.now();
        Optional<Instant> until = scope.map(_ -> now.plus(asked.span()));
        var feedback = new Feedback(asked.word(), who, now, asked.note(), scope, until, released);
        var said = incidents.say(incident.id(), feedback);
        chronicle.tell(
                Beat.Kind.FEEDBACK,
                incident.actor().id(),
                0,
                words(feedback),
                Json.object()
                        .put("incident", incident.id())
                        .put("word", asked.word().word())
                        .put("who", who)
                        .put("note", feedback.note()));
        return said;
    }

    private static String words(Feedback said) {
        var what =
                switch (said.word()) {
                    case CONFIRM -> "confirmed by " + said.who();
                    case BENIGN_ONCE -> "benign this once, says " + said.who();
                    case BENIGN ->
                        "benign, says " + said.who() + ", and expected"
                                + said.until()
                                        .map(until -> " until " + until.truncatedTo(ChronoUnit.SECONDS))
                                        .orElse("")
                                + ": "
                                + said.scope().map(Scope::words).orElse("");
                    case OPEN -> "taken back by " + said.who();
                };
        return said.note().isEmpty() ? what : what + "; note: " + said.note();
    }

    /** A release is a line of the timeline; what the disk refuses now is written once it takes it. */
    private void settle(Incident incident) {
        switch (incident.actor().side()) {
            case OURS ->
                settled.accept(Prefix.host(Address.parse(incident.actor().address())));
            case OUTSIDE, STRANGER ->
                settled.accept(Prefix.parse(incident.actor().id()));
            case NAMELESS -> {}
        }
        try {
            chronicle.keep();
        } catch (Rejection later) {
            chronicle.tell(Beat.Kind.TROUBLE, "store", 0, "what was judged waits to be stored", Json.object());
        }
    }
}
