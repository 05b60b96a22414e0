package org.tocsin.exchange;

import java.util.Optional;
import org.tocsin.exchange.Exchange.Heard;
import org.tocsin.exchange.stix.StixReader;
import org.tocsin.exchange.trust.TrustEngine;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Rejection;

/** Reads what others say, in whatever order it comes, and has it judged. */
final class Hearing {
    private final TrustEngine engine;
    private final OwnWord own;
    private final PendingSightings pending;
    private final Notices notices;
    private final Listeners listeners;
    private final Clock clock;
    private final Withdrawn withdrawn;

    Hearing(
            TrustEngine engine,
            OwnWord own,
            PendingSightings pending,
            Notices notices,
            Listeners listeners,
            Withdrawn withdrawn,
            Clock clock) {
        this.engine = engine;
        this.own = own;
        this.pending = pending;
        this.notices = notices;
        this.listeners = listeners;
        this.withdrawn = withdrawn;
        this.clock = clock;
    }

    Heard hear(Place place, int type, boolean relayed, byte[] body) {
        var reporter = place.reporter();
        try {
            if (type == 2) {
                return sighting(StixReader.sighting(body, reporter), place, relayed);
            }
            if (type == 3) {
                return retraction(StixReader.indicator(body, reporter), place);
            }
            return new Heard.Taken(listeners.told(
                    switch (type) {
                        case 1 -> indicator(StixReader.indicator(body, reporter), place, relayed);
                        case 17 -> engine.renew(reporter, StixReader.renewal(body));
                        default -> Optional.empty();
                    }));
        } catch (Rejection refused) {
            return new Heard.Refused(refused);
        }
    }

    private Optional<Verdict> indicator(StixReader.Indicator indicator, Place place, boolean relayed) {
        if (withdrawn.covers(place, indicator.subject())) {
            return Optional.empty();
        }
        boolean observed = indicator.observed() && !relayed;
        var verdict = engine.accept(new Report(
                place.reporter(), indicator.id(), indicator.subject(), indicator.attack(), observed, clock.now()));
        var later = pending.take(indicator.id()).stream()
                .filter(waiting -> !withdrawn.covers(waiting.place(), indicator.subject()))
                .map(waiting -> waiting.about(indicator.subject()))
                .map(waited -> own.isOwn(waited) ? own.recall(waited) : engine.accept(waited))
                .flatMap(Optional::stream)
                .reduce((_, last) -> last);
        return later.or(() -> verdict);
    }

    private Heard sighting(StixReader.Sighting sighting, Place place, boolean relayed) {
        if (!sighting.namesNobody()) {
            return new Heard.Taken(listeners.told(namedSighting(sighting, place, relayed)));
        }
        return notices.isNews(place.reporter(), sighting.attack(), clock.now())
                ? new Heard.Noticed(sighting.attack())
                : new Heard.Taken(Optional.empty());
    }

    /** Logs of different members have no common order: a sighting may come before the indicator it names. */
    private Optional<Verdict> namedSighting(StixReader.Sighting sighting, Place place, boolean relayed) {
        boolean observed = sighting.observed() && !relayed;
        var named = engine.find(sighting.indicator());
        var waiting = new PendingSightings.Waiting(place, sighting.id(), sighting.attack(), observed, clock.now());
        if (named.isEmpty()) {
            pending.put(sighting.indicator(), waiting);
            return Optional.empty();
        }
        var subject = named.get().subject();
        return withdrawn.covers(place, subject) ? Optional.empty() : engine.accept(waiting.about(subject));
    }

    /** Revokes the indicator named, or whatever report of this reporter stands about its subject. */
    private Heard retraction(StixReader.Indicator revoked, Place place) {
        if (!revoked.revoked()) {
            throw new Rejection("stix.retraction", "a retraction is the own indicator with revoked: true");
        }
        var reporter = place.reporter();
        withdrawn.note(place, revoked.id());
        var live = engine.report(reporter, revoked.subject());
        var verdict =
                listeners.told(engine.retract(reporter, live.map(Report::id).orElse(revoked.id())));
        boolean gone = engine.report(reporter, revoked.subject()).isEmpty();
        return live.isPresent() && gone
                ? new Heard.Retracted(revoked.subject(), live.get().attack())
                : new Heard.Taken(verdict);
    }
}
