package org.tocsin.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tocsin.exchange.ShareRules.Shareable;
import org.tocsin.exchange.http.ExchangeRoutes;
import org.tocsin.exchange.stix.StixReader;
import org.tocsin.exchange.stix.StixWriter;
import org.tocsin.exchange.store.ExchangeStore;
import org.tocsin.exchange.trust.MemberTrust;
import org.tocsin.exchange.trust.OwnTraffic;
import org.tocsin.exchange.trust.Protected;
import org.tocsin.exchange.trust.Standing;
import org.tocsin.exchange.trust.TrustEngine;
import org.tocsin.exchange.trust.Veto;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Prefix;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.Capability;
import org.tocsin.platform.Job;
import org.tocsin.platform.http.Route;
import org.tocsin.platform.json.Json;
import org.tocsin.platform.store.Database;
import tools.jackson.databind.node.ObjectNode;

/**
 * What may be shared, and what is believed. Turns own observations into statements, and others' statements into verdicts.
 * Everything on this road is in memory; the journal's SQL follows later.
 */
public final class Exchange implements Capability, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Exchange.class.getName());

    private volatile Function<Subject, ObjectNode> besides = _ -> Json.object();
    private final Fingerprint self;
    private final ExchangeStore store;
    private final Clock clock;
    private final ShareRules rules;
    private final StixWriter writer;
    private final OwnTraffic ownTraffic = new OwnTraffic();
    private final TrustEngine engine;
    private final PendingSightings pending = new PendingSightings();
    private final Withdrawn withdrawn = new Withdrawn();
    private final Notices notices = new Notices();
    private final Protected assets;
    private final ImportedLists imports;
    private final List<Consumer<Verdict>> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> importListeners = new CopyOnWriteArrayList<>();

    Exchange(Fingerprint self, ExchangeSettings settings, Clock clock, ExchangeStore store) {
        this.self = self;
        this.clock = clock;
        this.store = store;
        assets = assets(settings);
        rules = new ShareRules(assets);
        writer = new StixWriter(self);
        engine = new TrustEngine(assets, ownTraffic, settings.trust(), clock, store);
        imports = new ImportedLists(assets);
        engine.admit(self, new Standing("this node", self.hex(), false, false, start()));
    }

    /** Opens the exchange of a node and refills it with what was known before the restart. */
    public static Exchange open(Fingerprint self, ExchangeSettings settings, Clock clock, Database database) {
        var store = new ExchangeStore(database, clock);
        var exchange = new Exchange(self, settings, clock, store);
        exchange.restore();
        return exchange;
    }

    private void restore() {
        store.traffic().forEach(seen -> ownTraffic.restore(seen.host(), seen.completed(), seen.good()));
        store.trust().forEach(engine::restoreTrust);
        store.reports()
                .forEach(report -> engine.restore(report, report.reporter().equals(self)));
        store.fullTrust().forEach(f -> engine.restoreFullTrust(f.reporter(), f.subject(), f.at()));
        store.confirmed().forEach(c -> engine.restoreConfirmed(c.reporter(), c.subject(), c.at()));
        store.allowances().forEach(a -> engine.allow(a.subject(), a.who(), a.until()));
        store.imports().forEach(imports::put);
    }

    /** Compiles the road of a statement before it is needed. */
    public static void rehearse(int rounds, Clock clock, Entropy entropy) {
        Rehearsal.run(rounds, clock, entropy);
    }

    /** Hears each verdict that changes, at once and before SQL: the signal towards enforcers. Must be short. */
    public void onVerdict(Consumer<Verdict> listener) {
        listeners.add(listener);
    }

    /** What became of an own observation. */
    public record Noted(Optional<Verdict> verdict, Optional<Statement> statement) {}

    /** What became of somebody's statement. */
    public sealed interface Heard {
        /** It was understood; the verdict if it changed. */
        record Taken(Optional<Verdict> verdict) implements Heard {}

        /** It names nobody, and tells for the first time within the hour that attacks of a class come in there. */
        record Noticed(AttackClass attack) implements Heard {}

        /** It was refused by name, and is kept in the log all the same. */
        record Refused(Rejection why) implements Heard {}
    }

    /**
     * Takes an own observation: own policy acts on what may be acted on, and the statement that may be said of it is returned,
     * if it is news.
     */
    public Noted observe(Observation observation) {
        return rules.shareable(observation)
                .map(this::note)
                .orElseGet(() -> new Noted(Optional.empty(), Optional.empty()));
    }

    private Noted note(Shareable shareable) {
        var verdict = told(engine.local(shareable.subject(), shareable.attack()));
        return new Noted(verdict, say(shareable));
    }

    /** A sighting of another's live indicator, else an own one; nothing when said within the hour, a renewal when leased. */
    private Optional<Statement> say(Shareable shareable) {
        var subject = shareable.subject();
        var own = engine.report(self, subject);
        if (own.isPresent() && clock.now().isBefore(own.get().received().plusSeconds(3_600))) {
            return Optional.empty();
        }
        var others = engine.reports(subject).stream()
                .filter(report -> report.id().startsWith("indicator--")
                        && !report.reporter().equals(self))
                .findFirst();
        var statement = others.map(report -> writer.sighting(report.id(), subject, shareable.attack(), clock.minute()))
                .orElseGet(() -> writer.indicator(subject, shareable.attack(), clock.minute()));
        engine.accept(new Report(self, statement.id(), subject, shareable.attack(), true, clock.now()));
        return Optional.of(statement);
    }

    /** That attacks come in whose sources may be forged: the class of it, once an hour. */
    public Optional<Notice> notice(AttackClass attack) {
        return notices.isNews(self, attack, clock.now())
                ? Optional.of(writer.notice(attack, clock.minute()))
                : Optional.empty();
    }

    /** Whether nothing at all speaks for or against a host: it is on no list, never talked to us, and nobody told of it. */
    public boolean isStranger(Subject.Host host) {
        return assets.covers(host).isEmpty()
                && !ownTraffic.isKnown(host, clock.now())
                && engine.explain(host).basis() == Verdict.Basis.NOTHING;
    }

    /** Says that the own indicator's source still attacks; for its proven source only, which the caller has seen again. */
    public Optional<Statement> stillAttacks(Subject subject) {
        return engine.report(self, subject)
                .filter(report -> report.id().startsWith("indicator--"))
                .map(report -> writer.renewal(report.id(), subject));
    }

    /** What takes an own indicator or sighting back; nothing changes here until it is said, see {@link #retracted}. */
    public Statement retraction(String id) {
        var report = own(id);
        return writer.retraction(
                report.subject(), report.attack(), report.received().getEpochSecond() / 60, clock.minute());
    }

    /** The retraction was said: the own report and what own evidence put in force are gone. */
    public Optional<Verdict> retracted(String id) {
        return takenBack(own(id));
    }

    private Optional<Verdict> takenBack(Report report) {
        var lifted = engine.withdraw(report);
        var over = engine.localOver(report.subject());
        return told(over.or(() -> lifted));
    }

    /** The statement could not be said: the next observation says it again. */
    public void unsaid(Statement statement) {
        var _ = told(engine.find(statement.id())
                .filter(report -> report.reporter().equals(self))
                .flatMap(engine::withdraw));
    }

    private Report own(String id) {
        return engine.find(id)
                .filter(found -> found.reporter().equals(self))
                .orElseThrow(() -> new Rejection("intel.unknown", "this node has no live report with that id"));
    }

    /**
     * Takes in one statement of a verified batch.
     *
     * @param type entry type of FORMATS; an unknown one is kept and not acted on
     * @param index of the entry in its reporter's log: a quota may bring an indicator after its own retraction
     * @param relayed the entry's flag: it weighs nothing, whatever the object says
     */
    public Heard hear(Fingerprint reporter, long index, int type, boolean relayed, byte[] body) {
        try {
            if (type == 2) {
                return sighting(StixReader.sighting(body, reporter), reporter, relayed);
            }
            return new Heard.Taken(told(
                    switch (type) {
                        case 1 -> indicator(StixReader.indicator(body, reporter), reporter, index, relayed);
                        case 3 -> retraction(StixReader.indicator(body, reporter), reporter, index);
                        case 17 -> engine.renew(reporter, StixReader.renewal(body));
                        default -> Optional.empty();
                    }));
        } catch (Rejection refused) {
            return new Heard.Refused(refused);
        }
    }

    private Optional<Verdict> indicator(
            StixReader.Indicator indicator, Fingerprint reporter, long index, boolean relayed) {
        if (withdrawn.covers(reporter, indicator.id(), index)) {
            return Optional.empty();
        }
        boolean observed = indicator.observed() && !relayed;
        var verdict = engine.accept(
                new Report(reporter, indicator.id(), indicator.subject(), indicator.attack(), observed, clock.now()));
        var later = pending.take(indicator.id()).stream()
                .map(waiting -> waiting.about(indicator.subject()))
                .map(waited -> waited.reporter().equals(self) ? recall(waited) : engine.accept(waited))
                .flatMap(Optional::stream)
                .reduce((_, last) -> last);
        return later.or(() -> verdict);
    }

    private Heard sighting(StixReader.Sighting sighting, Fingerprint reporter, boolean relayed) {
        if (!sighting.namesNobody()) {
            return new Heard.Taken(told(namedSighting(sighting, reporter, relayed)));
        }
        return notices.isNews(reporter, sighting.attack(), clock.now())
                ? new Heard.Noticed(sighting.attack())
                : new Heard.Taken(Optional.empty());
    }

    /** Logs of different members have no common order: a sighting may come before the indicator it names. */
    private Optional<Verdict> namedSighting(StixReader.Sighting sighting, Fingerprint reporter, boolean relayed) {
        boolean observed = sighting.observed() && !relayed;
        var named = engine.find(sighting.indicator());
        var waiting = new PendingSightings.Waiting(reporter, sighting.id(), sighting.attack(), observed, clock.now());
        if (named.isEmpty()) {
            pending.put(sighting.indicator(), waiting);
            return Optional.empty();
        }
        return engine.accept(waiting.about(named.get().subject()));
    }

    /** Revokes the indicator named, or whatever report of this reporter stands about its subject. */
    private Optional<Verdict> retraction(StixReader.Indicator revoked, Fingerprint reporter, long index) {
        if (!revoked.revoked()) {
            throw new Rejection("stix.retraction", "a retraction is the own indicator with revoked: true");
        }
        withdrawn.note(reporter, revoked.id(), index);
        var live = engine.report(reporter, revoked.subject()).map(Report::id).orElse(revoked.id());
        return engine.retract(reporter, live);
    }

    /** First index of an own log from which {@link #recall} is due after a crash. */
    public long said(String log) {
        return store.said(log);
    }

    /** Whatever this node said in a log below an index is known here, and stored from the next write on. */
    public void said(String log, long next) {
        store.said(log, next);
    }

    /**
     * Takes an own statement in again that was durable in the log when a crash came, and perhaps not here yet: what peers act on
     * must be known where it can be taken back. In the order of the log; harmless when it was known.
     *
     * @param at when it was said
     */
    public void recall(int type, Instant at, byte[] body) {
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
        var waiting = new PendingSightings.Waiting(self, said.id(), said.attack(), said.observed(), at);
        engine.find(said.indicator())
                .ifPresentOrElse(
                        named -> recall(waiting.about(named.subject())), () -> pending.put(said.indicator(), waiting));
    }

    private Optional<Verdict> recall(Report report) {
        boolean stale =
                !clock.now().isBefore(report.received().plus(report.attack().life()));
        return stale ? Optional.empty() : told(engine.recall(report));
    }

    /** Makes a peer's word count, from now on or again. */
    public List<Verdict> admit(Fingerprint peer, String name, String group, boolean fullTrust, boolean paused) {
        var trust = engine.standing(peer).map(Standing::trust).orElseGet(() -> start());
        return told(engine.admit(peer, new Standing(name, group, fullTrust, paused, trust)));
    }

    /** Notes that a host completed a session here, which counts in the own-traffic check. */
    public void completedSession(Address source, boolean authenticated) {
        var host = Subject.host(source);
        if (ownTraffic.completed(host, authenticated, clock.now())) {
            store.completed(host, authenticated, clock.now());
        }
    }

    public Verdict allow(Subject subject, String who, Instant until) {
        return told(engine.allow(subject, who, until));
    }

    public Verdict disallow(Subject subject) {
        return told(engine.disallow(subject));
    }

    /** What holds about a subject, imported lists included, in words for people. */
    public Verdict explain(Subject subject) {
        var verdict = engine.explain(subject);
        if (verdict.basis() != Verdict.Basis.NOTHING || !(subject instanceof Subject.Host(var prefix))) {
            return verdict;
        }
        return imports.naming(prefix.address(), clock.now())
                .map(list -> new Verdict(
                        subject,
                        list.action(),
                        Verdict.Basis.IMPORTED,
                        list.until(),
                        List.of("it stands on the imported list " + list.name())))
                .orElse(verdict);
    }

    /** Lets the house add what else holds about a subject, as fields of the answer to whoever asks about it. */
    public void explainAlso(Function<Subject, ObjectNode> more) {
        besides = more;
    }

    /** What the house adds to {@link #explain}; no field where nothing else holds. */
    public ObjectNode besides(Subject subject) {
        return besides.apply(subject);
    }

    /** What the trust engine alone makes of a subject: what enforcers carry out besides imported lists. */
    public Verdict judged(Subject subject) {
        return engine.explain(subject);
    }

    public List<Report> reports(Subject subject) {
        return engine.reports(subject);
    }

    public Collection<Verdict> verdicts() {
        return engine.verdicts();
    }

    /** Trust in a peer: the lower bound, 0 to 1. */
    public double trust(Fingerprint peer) {
        return engine.standing(peer)
                .map(standing -> standing.trust().at(clock.now()).lowerBound())
                .orElse(0.0);
    }

    /** Judges anew what ran out; call it every second. */
    public List<Verdict> expire() {
        return told(engine.expire());
    }

    /** Members' retractions that wait for a person. */
    public List<HeldRetraction> heldRetractions() {
        return engine.held();
    }

    /** Lets a held retraction through. */
    public Optional<Verdict> releaseRetraction(Fingerprint reporter, String id) {
        return told(engine.release(reporter, id));
    }

    /** A member was shown to have lied; a person says so, or a veto list did. */
    public void lied(Fingerprint reporter) {
        engine.lied(reporter);
    }

    /** Lists of others, enforced by their own policy; their entries are relayed and never count as reports. */
    public ImportedLists imports() {
        return imports;
    }

    /** Reads a block list, keeps it, and lets enforcers know. */
    public ImportedLists.Import importList(String name, Action action, Instant until, byte[] text) {
        var done = imports.add(name, action, until, text, clock.now());
        store.imported(done.list());
        importListeners.forEach(Runnable::run);
        return done;
    }

    /** Takes an imported list out of force; refused ({@code import.unknown}) if there is none of that name. */
    public void removeImport(String name) {
        if (!imports.remove(name)) {
            throw new Rejection("import.unknown", "no imported list has that name; intel ls shows them");
        }
        store.removeImport(name);
        importListeners.forEach(Runnable::run);
    }

    /** Hears that an imported list changed. */
    public void onImport(Runnable listener) {
        importListeners.add(listener);
    }

    @Override
    public String name() {
        return "exchange";
    }

    @Override
    public List<Route> routes() {
        return new ExchangeRoutes(this, clock).routes();
    }

    @Override
    public List<Job> jobs() {
        return List.of(new Job("expire verdicts", Duration.ofSeconds(1), this::expire));
    }

    /** Writes what the journal holds, now; fails if it can't be stored. For whoever must store something after it. */
    public void flush() {
        store.flush();
    }

    /** Writes what the journal still holds. */
    @Override
    public void close() {
        store.close();
    }

    private Optional<Verdict> told(Optional<Verdict> changed) {
        changed.ifPresent(this::told);
        return changed;
    }

    private List<Verdict> told(List<Verdict> changed) {
        changed.forEach(this::told);
        return changed;
    }

    private Verdict told(Verdict changed) {
        listeners.forEach(listener -> listener.accept(changed));
        return changed;
    }

    private MemberTrust start() {
        return MemberTrust.start(MemberTrust.Prior.INVITED, clock.now());
    }

    private static Protected assets(ExchangeSettings settings) {
        var entries = new ArrayList<>(Veto.shipped());
        for (var prefix : settings.protect()) {
            entries.add(new Protected.Entry(Prefix.parse(prefix), "the list of protected assets"));
        }
        return new Protected(
                entries, settings.outside().stream().map(Prefix::parse).toList());
    }
}
