package org.tocsin.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.tocsin.exchange.Exchange.Noted;
import org.tocsin.exchange.ShareRules.Ruled;
import org.tocsin.exchange.stix.IndicatorId;
import org.tocsin.exchange.stix.PatternText;
import org.tocsin.exchange.stix.StixReader;
import org.tocsin.exchange.stix.StixWriter;
import org.tocsin.exchange.trust.TrustEngine;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Rejection;

/** What this node says itself: at most one statement an indicator and hour, known here before anybody acts on it. */
final class OwnWord {
    private static final System.Logger LOG = System.getLogger(OwnWord.class.getName());
    private static final Duration ONE_EACH = Duration.ofHours(1);

    private final Fingerprint self;
    private final ShareRules rules;
    private final StixWriter writer;
    private final TrustEngine engine;
    private final PendingSightings pending;
    private final Notices notices;
    private final Listeners listeners;
    private final Clock clock;
    private volatile Instant began = Instant.EPOCH;

    OwnWord(
            Fingerprint self,
            ShareRules rules,
            TrustEngine engine,
            PendingSightings pending,
            Notices notices,
            Listeners listeners,
            Clock clock) {
        this.self = self;
        this.rules = rules;
        this.writer = new StixWriter(self);
        this.engine = engine;
        this.pending = pending;
        this.notices = notices;
        this.listeners = listeners;
        this.clock = clock;
    }

    Noted observe(Observation observation) {
        return rules.rule(observation).map(this::note).orElseGet(() -> new Noted(Optional.empty(), Optional.empty()));
    }

    private Noted note(Ruled ruled) {
        var verdict = listeners.told(engine.local(ruled.subject(), ruled.attack()));
        return new Noted(verdict, ruled.mayLeave() ? say(ruled) : Optional.empty());
    }

    /**
     * A sighting of another's live indicator, else an own one; nothing when said within the hour, a renewal when leased. One at a
     * time: what a tap and a minipot see of one source at the same moment is one word.
     */
    private synchronized Optional<Statement> say(Ruled ruled) {
        var subject = ruled.subject();
        if (engine.report(self, subject).filter(this::isStanding).isPresent()) {
            return Optional.empty();
        }
        var others = engine.reports(subject).stream()
                .filter(report -> report.id().startsWith("indicator--")
                        && !report.reporter().equals(self))
                .findFirst();
        var statement = others.map(report -> writer.sighting(report.id(), subject, ruled.attack(), clock.minute()))
                .orElseGet(() -> writer.indicator(subject, ruled.attack(), clock.minute()));
        engine.said(new Report(self, statement.id(), subject, ruled.attack(), true, clock.now()));
        return Optional.of(statement);
    }

    /** Whether it was said within the hour, and in the log in which this node speaks now. */
    private boolean isStanding(Report own) {
        var at = own.received();
        return !at.isBefore(began) && clock.now().isBefore(at.plus(ONE_EACH));
    }

    /** That attacks come in whose sources may be forged: the class of it, once an hour. */
    Optional<Notice> notice(AttackClass attack) {
        return notices.isNews(self, attack, clock.now())
                ? Optional.of(writer.notice(attack, clock.minute()))
                : Optional.empty();
    }

    /** Says that the own indicator's source still attacks; for its proven source only, which the caller has seen again. */
    Optional<Statement> stillAttacks(Subject subject) {
        return engine.report(self, subject)
                .filter(report -> report.id().startsWith("indicator--"))
                .map(report -> writer.renewal(report.id(), subject));
    }

    /**
     * Refuses ({@code schema.reference}) a statement that refers to what is no live report here, by the id that was made of its
     * pattern and its reporter: an invented one would be 122 bits of anybody's choice.
     */
    void requireReference(Statement.Type type, byte[] body) {
        switch (type) {
            case INDICATOR, RETRACTION -> {}
            case RENEWAL -> requireReport(StixReader.renewal(body));
            case SIGHTING -> {
                var sighting = StixReader.sighting(body, self);
                if (!sighting.namesNobody()) {
                    requireReport(sighting.indicator());
                }
            }
        }
    }

    private void requireReport(String id) {
        boolean live = engine.find(id)
                .filter(report -> id.equals(IndicatorId.of(PatternText.of(report.subject()), report.reporter())))
                .isPresent();
        if (!live) {
            throw new Rejection("schema.reference", "it refers to no report that is live here");
        }
    }

    /** What takes an own indicator or sighting back; nothing changes here until it is said, see {@link #retracted}. */
    Statement retraction(String id) {
        var report = own(id);
        return writer.retraction(
                report.subject(), report.attack(), report.received().getEpochSecond() / 60, clock.minute());
    }

    /** The retraction was said: the own report and what own evidence put in force are gone. */
    Optional<Verdict> retracted(String id) {
        return takenBack(own(id));
    }

    private Optional<Verdict> takenBack(Report report) {
        var lifted = engine.withdraw(report);
        var over = engine.localOver(report.subject());
        return listeners.told(over.or(() -> lifted));
    }

    /** The statement could not be said: the next observation says it again. */
    void unsaid(Statement statement) {
        var _ = listeners.told(engine.find(statement.id())
                .filter(report -> report.reporter().equals(self))
                .flatMap(engine::withdraw));
    }

    private Report own(String id) {
        return engine.find(id)
                .filter(found -> found.reporter().equals(self))
                .orElseThrow(() -> new Rejection(
                        "intel.unknown",
                        "this node has no live report with that id; tocsin verdict explain ADDRESS shows the ids"));
    }

    /** What was said before does not count as said; returns the same moment. */
    Instant speaksSince(Instant moment) {
        began = moment;
        return moment;
    }

    /**
     * Takes an own statement in again that was durable in the log when a crash came, and perhaps not here yet: what peers act on
     * must be known where it can be taken back. In the order of the log; harmless when it was known.
     *
     * @param at when it was said
     */
    void recall(int type, Instant at, byte[] body) {
        try {
            switch (type) {
                case 1 -> recall(StixReader.indicator(body, self), at);
                case 2 -> recall(StixReader.sighting(body, self), at);
                case 3 -> {
                    var subject = StixReader.indicator(body, self).subject();
                    engine.report(self, subject).ifPresent(this::takenBack);
                }
                default -> {}
            }
        } catch (Rejection unread) {
            LOG.log(System.Logger.Level.WARNING, "an own statement could not be recalled: {0}", unread.getMessage());
        }
    }

    private void recall(StixReader.Indicator said, Instant at) {
        recall(new Report(self, said.id(), said.subject(), said.attack(), said.observed(), at));
    }

    private void recall(StixReader.Sighting said, Instant at) {
        if (said.namesNobody()) {
            return;
        }
        // Where it stands is no matter: own words are recalled in the order of their log, retractions among them.
        var waiting =
                new PendingSightings.Waiting(new Place(self, "", 0), said.id(), said.attack(), said.observed(), at);
        engine.find(said.indicator())
                .ifPresentOrElse(
                        named -> recall(waiting.about(named.subject())), () -> pending.put(said.indicator(), waiting));
    }

    boolean isOwn(Report report) {
        return report.reporter().equals(self);
    }

    /** Puts an own report back, unless its time is over. */
    Optional<Verdict> recall(Report report) {
        boolean stale =
                !clock.now().isBefore(report.received().plus(report.attack().life()));
        return stale ? Optional.empty() : listeners.told(engine.recall(report));
    }
}
