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
import java.util.function.Predicate;
import org.tocsin.exchange.http.ExchangeRoutes;
import org.tocsin.exchange.stix.Schema;
import org.tocsin.exchange.store.ExchangeStore;
import org.tocsin.exchange.store.ImportStore;
import org.tocsin.exchange.trust.MemberTrust;
import org.tocsin.exchange.trust.OwnTraffic;
import org.tocsin.exchange.trust.Protected;
import org.tocsin.exchange.trust.Standing;
import org.tocsin.exchange.trust.TrustEngine;
import org.tocsin.exchange.trust.Veto;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Bytes;
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

    private final ExchangeStore store;
    private final ImportStore kept;
    private final Clock clock;
    private final OwnTraffic ownTraffic = new OwnTraffic();
    private final TrustEngine engine;
    private final OwnWord own;
    private final Hearing hearing;
    private final Protected assets;
    private final ShareRules rules;
    private final ImportedLists imports;
    private final Listeners listeners;
    private final Once once;
    private final Withdrawn withdrawn;
    private final Fingerprint self;
    private final List<Runnable> importListeners = new CopyOnWriteArrayList<>();
    private volatile Function<Subject, ObjectNode> besides = _ -> Json.object();

    Exchange(Fingerprint self, ExchangeSettings settings, Clock clock, ExchangeStore store, ImportStore kept) {
        this.clock = clock;
        this.store = store;
        this.kept = kept;
        this.self = self;
        listeners = new Listeners(clock);
        once = new Once(store);
        withdrawn = new Withdrawn(store);
        assets = assets(settings);
        engine = new TrustEngine(self, assets, ownTraffic, settings.trust(), clock, store);
        rules = new ShareRules(assets);
        imports = new ImportedLists(assets);
        var pending = new PendingSightings();
        var notices = new Notices();
        own = new OwnWord(self, rules, engine, pending, notices, listeners, clock);
        hearing = new Hearing(engine, own, pending, notices, listeners, withdrawn, clock);
        engine.admit(self, new Standing("this node", self.hex(), false, false, start()));
    }

    /** Opens the exchange of a node and refills it with what was known before the restart. */
    public static Exchange open(Fingerprint self, ExchangeSettings settings, Clock clock, Database database) {
        var store = new ExchangeStore(database, clock);
        var exchange = new Exchange(self, settings, clock, store, new ImportStore(database, clock));
        exchange.restore();
        return exchange;
    }

    private void restore() {
        store.traffic().forEach(seen -> ownTraffic.restore(seen.host(), seen.completed(), seen.good()));
        store.trust().forEach(engine::restoreTrust);
        store.blocked().forEach(engine::restoreBlock);
        store.reports().forEach(engine::restore);
        store.lanes().forEach(engine::restoreLane);
        store.fullTrust().forEach(f -> engine.restoreFullTrust(f.reporter(), f.subject(), f.at()));
        store.confirmed().forEach(c -> engine.restoreConfirmed(c.reporter(), c.subject(), c.at()));
        store.allowances().forEach(a -> engine.allow(a.subject(), a.who(), a.until()));
        kept.live().forEach(imports::put);
        once.restore();
        withdrawn.restore();
    }

    /** Compiles the road of a statement before it is needed. */
    public static void rehearse(int rounds, Clock clock, Entropy entropy) {
        Rehearsal.run(rounds, clock, entropy);
    }

    /** Hears each verdict that changes, at once and before SQL: the signal towards enforcers. Must be short. */
    public void onVerdict(Consumer<Verdict> listener) {
        listeners.add(listener);
    }

    /** Refuses by name whatever must not leave this node: asked at every exit. */
    public void requireShareable(Statement.Type type, Bytes body) {
        Schema.require(type, self, body.shared());
        own.requireReference(type, body.shared());
    }

    /** Hears what becomes of each statement of others, for whoever keeps account of it. */
    public void onTaking(Consumer<Taking> account) {
        once.onTaking(account);
    }

    /** What became of an own observation. */
    public record Noted(Optional<Verdict> verdict, Optional<Statement> statement) {}

    /** What became of somebody's statement. */
    public sealed interface Heard {
        /** It was understood; the verdict if it changed. */
        record Taken(Optional<Verdict> verdict) implements Heard {}

        /** Its reporter took back what it had said about the subject; the verdict is told to listeners like any other. */
        record Retracted(Subject subject, AttackClass attack) implements Heard {}

        /** It names nobody, and tells for the first time within the hour that attacks of a class come in there. */
        record Noticed(AttackClass attack) implements Heard {}

        /** It was refused by name, and is kept in the log all the same. */
        record Refused(Rejection why) implements Heard {}

        /** It was acted on before, in this life or an earlier one; nothing was done. */
        record Repeated() implements Heard {}
    }

    /**
     * Takes an own observation: own policy acts on what may be acted on, and the statement that may be said of it is returned,
     * if it is news.
     */
    public Noted observe(Observation observation) {
        return own.observe(observation);
    }

    /** The caution list for which what was observed is acted on here and told to nobody; empty if there is none. */
    public Optional<String> withheld(Observation observation) {
        return rules.withheld(observation);
    }

    /** That attacks come in whose sources may be forged: the class of it, once an hour. */
    public Optional<Notice> notice(AttackClass attack) {
        return own.notice(attack);
    }

    /** Says that the own indicator's source still attacks; for its proven source only, which the caller has seen again. */
    public Optional<Statement> stillAttacks(Subject subject) {
        return own.stillAttacks(subject);
    }

    /** What takes an own indicator or sighting back; nothing changes here until it is said, see {@link #retracted}. */
    public Statement retraction(String id) {
        return own.retraction(id);
    }

    /** The retraction was said: the own report and what own evidence put in force are gone. */
    public Optional<Verdict> retracted(String id) {
        return own.retracted(id);
    }

    /** The statement could not be said: the next observation says it again. */
    public void unsaid(Statement statement) {
        own.unsaid(statement);
    }

    /** Whether nothing at all speaks for or against a host: it is on no list, never talked to us, and nobody told of it. */
    public boolean isStranger(Subject.Host host) {
        return assets.covers(host).isEmpty()
                && !ownTraffic.isKnown(host, clock.now())
                && engine.explain(host).basis() == Verdict.Basis.NOTHING;
    }

    /**
     * Takes in one statement of a verified batch, once however often it is followed.
     *
     * @param place of the entry: a quota may bring an indicator after its own retraction
     * @param type entry type of FORMATS; an unknown one is kept and not acted on
     * @param relayed the entry's flag: it weighs nothing, whatever the object says
     */
    public Heard hear(Place place, int type, boolean relayed, byte[] body) {
        return once.act(place, () -> hearing.hear(place, type, relayed, body));
    }

    /** The stored cursor of a followed log has passed these entries: they do not come again, and need not be remembered. */
    public void passed(Fingerprint reporter, String log, List<Long> indices) {
        once.passed(reporter, log, indices);
    }

    /** As above for all that a kill left remembered; asked once, after a start. */
    public void passed(Predicate<Place> stored) {
        once.passed(stored);
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
     * The log in which this node speaks from now on. What it said before that log began, in one that a reopening has ended, does
     * not count as said: a restored backup does not know what was taken back since, and must not keep silent for it.
     *
     * @return since when it speaks there
     */
    public Instant speaksIn(String log) {
        return own.speaksSince(store.speaksSince(log));
    }

    /**
     * Takes an own statement in again that was durable in the log when a crash came, and perhaps not here yet: what peers act on
     * must be known where it can be taken back. In the order of the log; harmless when it was known.
     *
     * @param at when it was said
     */
    public void recall(int type, Instant at, byte[] body) {
        own.recall(type, at, body);
    }

    /** Never blocks nor accuses a domain of this organisation's, nor what is under it. */
    public List<Verdict> spare(String domain) {
        return listeners.told(engine.spare(domain));
    }

    /**
     * Makes a peer's word count, from now on or again, or no more.
     *
     * @param name its domain, a claim: reports about what is under it count for nothing, and against nobody, until it is paused
     */
    public List<Verdict> admit(Fingerprint peer, String name, String group, boolean fullTrust, boolean paused) {
        var trust = engine.standing(peer).map(Standing::trust).orElseGet(() -> start());
        var _ = listeners.told(engine.spare(peer, paused ? Optional.empty() : Optional.of(name)));
        var changed = listeners.told(engine.admit(peer, new Standing(name, group, fullTrust, paused, trust)));
        if (!changed.isEmpty()) {
            keepIfItCan();
        }
        return changed;
    }

    /** What ends because a voice was taken away must not come back by a kill. The voice is gone whether or not this disk is full. */
    private void keepIfItCan() {
        try {
            store.keep();
        } catch (Rejection later) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "what a peer''s standing changed waits to be stored: {0}",
                    later.code());
        }
    }

    /** Notes that a host completed a session here, which counts in the own-traffic check. */
    public void completedSession(Address source, boolean authenticated) {
        var host = Subject.host(source);
        if (ownTraffic.completed(host, authenticated, clock.now())) {
            store.completed(host, authenticated, clock.now());
        }
    }

    /** Lets a subject in at once, and durably on return; refused ({@code verdict.not-stored}) if a restart would lose it. */
    public Verdict allow(Subject subject, String who, Instant until) {
        var verdict = listeners.told(engine.allow(subject, who, until));
        keep();
        return verdict;
    }

    /** Takes an allowance back; as durable as {@link #allow}. */
    public Verdict disallow(Subject subject) {
        var verdict = listeners.told(engine.disallow(subject));
        keep();
        return verdict;
    }

    /** A person is told whether it will last: what the disk has no room for holds in memory, and is stored once there is. */
    private void keep() {
        try {
            store.keep();
        } catch (Rejection refused) {
            throw new Rejection(
                    "verdict.not-stored",
                    "it holds from now on, but is not stored; until it is, a restart loses it (" + refused.getMessage()
                            + ")");
        }
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

    /** Judges anew what ran out, and tells again whom a listener has failed to carry out; call it every second. */
    public List<Verdict> expire() {
        listeners.again(engine::explain);
        return listeners.told(engine.expire());
    }

    /** Members' retractions that wait for a person. */
    public List<HeldRetraction> heldRetractions() {
        return engine.held();
    }

    /** Lets a held retraction through. */
    public Optional<Verdict> releaseRetraction(Fingerprint reporter, String id) {
        var lifted = listeners.told(engine.release(reporter, id));
        keep();
        return lifted;
    }

    /** A member was shown to have lied; a person says so, or a veto list did. */
    public void lied(Fingerprint reporter) {
        engine.lied(reporter);
    }

    /** Lists of others, enforced by their own policy; their entries are relayed and never count as reports. */
    public ImportedLists imports() {
        return imports;
    }

    /** Reads a block list, keeps it, and lets enforcers know; lines that are no address are counted and left out. */
    public ImportedLists.Import importList(String name, Action action, Instant until, byte[] text) {
        return importList(name, action, until, text, false);
    }

    /**
     * As above.
     *
     * @param strict whether one line that is no address refuses the whole list ({@code import.strict}), and the one before it stays
     */
    public ImportedLists.Import importList(String name, Action action, Instant until, byte[] text, boolean strict) {
        var done = imports.add(name, action, until, text, clock.now(), strict);
        kept.put(done.list());
        importListeners.forEach(Runnable::run);
        return done;
    }

    /** Takes an imported list out of force; refused ({@code import.unknown}) if there is none of that name. */
    public void removeImport(String name) {
        if (!imports.remove(name)) {
            throw new Rejection("import.unknown", "no imported list has that name; intel ls shows them");
        }
        kept.remove(name);
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

    private MemberTrust start() {
        return MemberTrust.start(MemberTrust.Prior.INVITED, clock.now());
    }

    static Protected assets(ExchangeSettings settings) {
        var entries = new ArrayList<>(Veto.shipped());
        settings.protectedAssets().forEach(prefix -> entries.add(new Protected.Entry(prefix, Protected.ASSETS)));
        var caution = new ArrayList<>(Veto.caution());
        settings.cautionPrefixes().forEach(prefix -> caution.add(new Protected.Entry(prefix, Protected.CAUTION)));
        return new Protected(
                entries,
                caution,
                settings.protectedNames(),
                settings.outside().stream().map(Prefix::parse).toList());
    }
}
