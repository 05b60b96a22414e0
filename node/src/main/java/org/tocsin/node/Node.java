package org.tocsin.node;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tocsin.crypto.tls.ApiTls;
import org.tocsin.crypto.tls.TlsKeys;
import org.tocsin.detection.Finding;
import org.tocsin.edge.Kept;
import org.tocsin.edge.Lookout;
import org.tocsin.edge.Loops;
import org.tocsin.edge.MqttRelay;
import org.tocsin.edge.Tap;
import org.tocsin.edge.minipot.Protocol;
import org.tocsin.exchange.Exchange;
import org.tocsin.federation.Federation;
import org.tocsin.federation.OwnDescriptor;
import org.tocsin.federation.Peer;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.ledger.disk.LocalDisk;
import org.tocsin.ledger.log.Ledger;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.chronicle.Chronicle;
import org.tocsin.node.chronicle.Journal;
import org.tocsin.node.chronicle.Retention;
import org.tocsin.node.console.Console;
import org.tocsin.node.flow.Curb;
import org.tocsin.node.flow.Defend;
import org.tocsin.node.flow.Fence;
import org.tocsin.node.flow.Recall;
import org.tocsin.node.flow.Renew;
import org.tocsin.node.flow.Sessions;
import org.tocsin.node.flow.Suspects;
import org.tocsin.node.flow.Voice;
import org.tocsin.node.home.Barred;
import org.tocsin.node.home.Home;
import org.tocsin.node.home.Keyring;
import org.tocsin.node.http.ApiListener;
import org.tocsin.node.http.Router;
import org.tocsin.node.incident.Captures;
import org.tocsin.node.incident.Incidents;
import org.tocsin.node.incident.State;
import org.tocsin.node.incident.store.IncidentStore;
import org.tocsin.node.watch.Kernel;
import org.tocsin.node.watch.Lags;
import org.tocsin.node.watch.OwnPorts;
import org.tocsin.node.watch.Pots;
import org.tocsin.node.watch.ProfileFile;
import org.tocsin.node.watch.Signing;
import org.tocsin.node.watch.TapNews;
import org.tocsin.node.watch.Vitals;
import org.tocsin.node.watch.Watch;
import org.tocsin.platform.Capability;
import org.tocsin.platform.Job;
import org.tocsin.platform.Jobs;
import org.tocsin.platform.auth.Access;
import org.tocsin.platform.auth.Role;
import org.tocsin.platform.http.Route;
import org.tocsin.platform.json.Json;
import org.tocsin.platform.metrics.Metrics;
import org.tocsin.platform.settings.SettingsFile;
import org.tocsin.platform.store.EventLog;
import org.tocsin.platform.store.SqliteDatabase;
import org.tocsin.platform.store.TokenStore;
import org.tocsin.policy.Blocklists;

/** One organisation's node: everything of it, wired by constructors. Opened by {@link #start}, stopped by {@link #close}. */
public final class Node implements AutoCloseable {
    final Home home;
    private final Closeable lock;
    final NodeSettings settings;
    final Clock clock;
    final Metrics metrics = new Metrics();
    private final Jobs jobs;
    final ApiListener api;
    private final List<Route> routes;
    final String apiCertificate;
    private final SqliteDatabase database;
    final Chronicle chronicle;
    final Blocklists blocklists;
    final Exchange exchange;
    final Ledger ledger;
    final Federation federation;
    private final Lookout lookout = new Lookout();
    private final Renew renew;
    final Incidents incidents;
    final Captures captures;
    final Defend defend;
    private final Sessions sessions;
    final Fence fence;
    private final Loops loops = Loops.open(1);
    private final Rehearsal rehearsal;
    private final @Nullable MqttRelay relay;
    final Watch watch;
    final Lags lags;
    final ProfileFile learnt;
    final Kernel kernel;
    final Pots pots;

    /**
     * Starts the node of a home folder.
     *
     * @param environment overrides settings, names the unseal file
     */
    public static Node start(Home home, Map<String, String> environment, Clock clock, Entropy entropy)
            throws IOException {
        return start(home, environment, clock, entropy, Ears.none());
    }

    /** As above, with somebody who listens from the first moment on. */
    public static Node start(Home home, Map<String, String> environment, Clock clock, Entropy entropy, Ears ears)
            throws IOException {
        home.requireFounded();
        var settings = NodeSettings.of(home, environment);
        var faults = Preflight.of(settings).stream().map(Preflight.Fault::why).toList();
        if (!faults.isEmpty()) {
            throw SettingsFile.together(home.settings().toString(), faults);
        }
        return new Node(home, settings, environment, clock, entropy, ears);
    }

    private Node(
            Home home, NodeSettings settings, Map<String, String> environment, Clock clock, Entropy entropy, Ears ears)
            throws IOException {
        this.home = home;
        lock = new LocalDisk(home.state()).lock(Home.LOCK);
        this.settings = settings;
        this.clock = clock;
        jobs = new Jobs(clock);
        kernel = new Kernel(settings.edge().kernel(), settings.edge().mqtt().enabled());
        var keyring = new Keyring(home, home.unsealKey(environment), clock, entropy);
        var apiTls = keyring.apiTls();
        apiCertificate = ApiFile.fingerprint(apiTls.certificate());
        api = listener(new TlsKeys(apiTls), entropy);
        database = Foundation.open(home);
        var foundation = new Foundation(home, settings, keyring, database, clock, entropy);
        var events = new EventLog(database, clock);
        chronicle = new Chronicle(clock, database, events);
        List.<Consumer<Beat>>of(ears.beats(), Journal::log, beat -> Vitals.count(metrics, beat))
                .forEach(chronicle::listen);
        blocklists = new Blocklists(clock, entropy);
        watch = watching();
        learnt = new ProfileFile(home.profiles(), watch);
        fence = new Fence(
                blocklists, chronicle, settings.exchange().protectedAssets(), clock, kernel::carriers, watch::forgive);
        fence.restore(events);
        var suspects = Suspects.restored(events, clock);
        var descriptor = foundation.descriptor();
        exchange = Exchange.open(descriptor.fingerprint(), settings.exchange(), clock, database);
        exchange.spare(descriptor.domain());
        exchange.onTaking(ears.takings());
        ledger = foundation.ledger(metrics);
        federation = foundation.federation(descriptor, ledger);
        new Recall(exchange, federation).run();
        var voice = new Voice(exchange, federation, chronicle, clock);
        renew = renewing(voice);
        var curb = new Curb(exchange, chronicle, this::slow);
        incidents = new Incidents(
                clock, entropy, new IncidentStore(database), settings.timeline().keep());
        captures = capturing();
        defend = new Defend(exchange, federation, voice, renew, fence, curb, suspects, incidents, chronicle, clock);
        lags = new Lags(federation, clock);
        wire(events);
        sessions = new Sessions(exchange, fence, chronicle);
        relay = relaying();
        startKernel();
        var access = new Access(new TokenStore(database, clock), clock, entropy);
        federation.open();
        pots = watch.pots(settings.edge().minipot(), blocklists, entropy);
        routes = List.copyOf(new Reception(this, access, keyring).routes());
        api.serve(new Router(routes, access, Console::problem));
        ApiFile.write(home, settings.api().host(), api.port(), apiCertificate, access.issue("cli", Role.ADMIN));
        startJobs();
        startTap();
        rehearsal = Rehearsal.start(clock, entropy);
    }

    /** Ends all logs of a stopped node and begins their successors: the cure for a restored backup. */
    public static OwnDescriptor reopen(Home home, Map<String, String> environment, Clock clock, Entropy entropy)
            throws IOException {
        home.requireFounded();
        var settings = NodeSettings.of(home, environment);
        var keyring = new Keyring(home, home.unsealKey(environment), clock, entropy);
        try (var database = Foundation.open(home)) {
            return new Foundation(home, settings, keyring, database, clock, entropy).reopen();
        }
    }

    private ApiListener listener(TlsKeys keys, Entropy entropy) {
        return new ApiListener(
                settings.api().host(),
                settings.api().port(),
                new ApiTls(keys, entropy),
                Router.starting(Console.statics(), Console::problem));
    }

    private Renew renewing(Voice voice) {
        return new Renew(
                exchange::stillAttacks,
                (said, words) -> {
                    var _ = voice.say(said, 0, words);
                },
                lookout,
                clock);
    }

    private @Nullable MqttRelay relaying() {
        var mqtt = settings.edge().mqtt();
        if (!mqtt.enabled()) {
            return null;
        }
        var gate = MqttRelay.start(mqtt, blocklists, clock, metrics, sessions::on, loops);
        if (!gate.knowsBroker()) {
            var why = "the relay turns devices away: its broker "
                    + mqtt.upstream().host() + " is not known to the resolver, which is asked again";
            chronicle.tell(Beat.Kind.TROUBLE, "relay", 0, why, Json.object());
        }
        return gate;
    }

    private boolean slow(Address source) {
        var gate = relay;
        return gate != null && gate.slow(source);
    }

    /** The signals: finding to ledger, verified batch to block list. */
    private void wire(EventLog told) {
        exchange.onVerdict(defend::on);
        exchange.onImport(() -> fence.imported(exchange.imports().live(clock.now())));
        federation.peers().stream()
                .filter(peer -> peer.state() != Peer.State.PENDING)
                .forEach(this::admit);
        federation.onPeer(this::admit);
        federation.onTrust(exchange::trust);
        federation.onBatch(defend::on);
        federation.beforeCursor(defend::beforeCursor);
        federation.afterCursor(stored -> exchange.passed(stored.reporter(), stored.origin(), stored.indices()));
        exchange.passed(place -> federation.isStored(place.reporter(), place.log(), place.index()));
        federation.onEvidence(lie -> chronicle.tell(
                Beat.Kind.LIE,
                federation.peer(lie.peer()).map(Peer::domain).orElse(lie.peer().toString()),
                0,
                lie.what() + "; the peer is paused, and both signed documents are kept",
                Json.object().put("about", lie.about())));
        fence.imported(exchange.imports().live(clock.now()));
        defend.restore(exchange.verdicts(), told);
    }

    /** After the relay, which then hears of a swap first. */
    private void startKernel() {
        kernel.start(
                federation.own().fingerprint().toString(),
                settings.exchange().protectedAssets(),
                blocklists,
                clock,
                metrics,
                chronicle);
    }

    Signing signing() {
        return Signing.of(ledger, federation);
    }

    private void startTap() throws IOException {
        learnt.recall();
        jobs.start(learnt.job());
        watch.start(settings.detection().tap());
        var served = List.of(api.port(), federation.port(), relayPort());
        watch.start(settings.edge().tap(), OwnPorts.of(served, federation.peers()));
    }

    private Watch watching() {
        var tap = settings.detection().detection();
        return new Watch(tap, this::isListed, clock, metrics, lookout, new Found(), new TapNews(chronicle));
    }

    private boolean isListed(long high, long low) {
        return !blocklists.decide(new Address(high, low)).admitsNew();
    }

    /** What the own detectors find: acted on first, then kept with its packets. */
    private final class Found implements Tap.Findings {
        @Override
        public void on(Finding finding, long packetNanos) {
            defend.on(finding, packetNanos);
        }

        @Override
        public void proven(Finding finding, List<Kept> frames) {
            incidents.running(finding).ifPresent(one -> captures.keep(one.id(), frames));
        }
    }

    private Captures capturing() throws IOException {
        var opened = new Captures(
                home.captures(), incidents::keeps, id -> incidents.is(id, State.CONFIRMED), clock, metrics);
        incidents.onErase(opened::erase);
        incidents.onErase(gone -> metrics.count("tocsin_incident_erased_total", gone.size()));
        return opened;
    }

    private void admit(Peer peer) {
        if (peer.state() == Peer.State.PENDING) {
            chronicle.tell(
                    Beat.Kind.PEER,
                    peer.domain(),
                    0,
                    peer.domain() + " wants to join; compare its fingerprint " + peer.fingerprint() + " and accept it",
                    Json.object());
            return;
        }
        federation
                .otherName(peer)
                .ifPresent(name -> chronicle.tell(
                        Beat.Kind.TROUBLE,
                        peer.domain(),
                        0,
                        peer.domain() + " calls itself " + name
                                + " now; it goes by its old name, and only that is spared, until a person accepts it again: tocsin peer accept",
                        Json.object().put("name", name)));
        exchange.admit(
                peer.fingerprint(), peer.domain(), peer.group(), peer.fullTrust(), peer.state() != Peer.State.ACCEPTED);
    }

    List<Capability> capabilities() {
        return List.of(federation, exchange);
    }

    private void startJobs() {
        capabilities().forEach(capability -> capability.jobs().forEach(jobs::start));
        jobs.start(new Job("renew", Duration.ofSeconds(2), renew::tick));
        jobs.start(new Job("hear again", Duration.ofSeconds(1), defend::again));
        var vitals = new Vitals(clock, metrics, exchange, federation, ledger, blocklists, watch::state);
        jobs.start(new Job("vitals", Duration.ofSeconds(5), vitals::measure));
        jobs.start(new Job("lags", Lags.EACH, lags::measure));
        jobs.start(new Barred(home).job(ledger::stopped));
        jobs.start(new Job("chronicle", Duration.ofMillis(500), chronicle::flush));
        jobs.start(new Job("incidents", Duration.ofMillis(500), incidents::flush));
        jobs.start(new Job("old incidents", Duration.ofMinutes(20), incidents::prune));
        jobs.start(new Retention(clock, database, new EventLog(database, clock), settings.timeline()).job());
    }

    /** Reads packets from a pcap stream from now on; the stream becomes the tap's. */
    public Tap watch(String name, InputStream in) throws IOException {
        return watch.read(name, in);
    }

    /** Waits until the roads of an attack are compiled: from then on the node is as fast as it gets. */
    public void awaitWarm() throws InterruptedException {
        rehearsal.await();
    }

    public Home home() {
        return home;
    }

    public NodeSettings settings() {
        return settings;
    }

    public Federation federation() {
        return federation;
    }

    public Exchange exchange() {
        return exchange;
    }

    public Chronicle chronicle() {
        return chronicle;
    }

    public Blocklists blocklists() {
        return blocklists;
    }

    /** All that the HTTPS listener answers, for those who check that each names its permission and is documented. */
    public List<Route> routes() {
        return routes;
    }

    /** Takes an own report back, here and everywhere; see {@code tocsin intel retract}. */
    public void retract(String id) {
        var _ = defend.retract(id);
    }

    /** The relay's port; -1 when no relay runs. */
    public int relayPort() {
        return relay == null ? -1 : relay.port();
    }

    /** The port of each minipot that listens. */
    public Map<Protocol, Integer> minipots() {
        return pots.ports();
    }

    public int apiPort() {
        return api.port();
    }

    /** Where a browser on this machine finds the console. */
    public String apiUrl() {
        return ApiFile.url(settings.api().host(), api.port());
    }

    /** SHA-256 of the console's certificate as browsers and openssl show it, two digits between colons. */
    public String apiCertificate() {
        return apiCertificate;
    }

    /** Stops in the order in which nothing is lost: what comes in first, what is kept last. */
    @Override
    public void close() throws IOException {
        jobs.close();
        watch.close();
        learnt.close();
        pots.close();
        if (relay != null) {
            relay.close();
        }
        kernel.close();
        loops.close();
        api.close();
        federation.close();
        ledger.close();
        exchange.close();
        captures.close();
        incidents.flush();
        chronicle.close();
        database.close();
        lock.close();
        ApiFile.remove(home);
    }
}
