package org.tocsin.federation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.tocsin.crypto.sign.SignedBody;
import org.tocsin.crypto.tls.PeerTls;
import org.tocsin.crypto.tls.TlsKeys;
import org.tocsin.federation.descriptor.DescriptorBook;
import org.tocsin.federation.descriptor.NodeDescriptor;
import org.tocsin.federation.follow.Follower;
import org.tocsin.federation.follow.Offering;
import org.tocsin.federation.follow.Rehearsal;
import org.tocsin.federation.follow.Switchboard;
import org.tocsin.federation.frame.Frame;
import org.tocsin.federation.http.FederationRoutes;
import org.tocsin.federation.http.PeerDialler;
import org.tocsin.federation.http.PeerListener;
import org.tocsin.federation.peer.Doorman;
import org.tocsin.federation.peer.JoinToken;
import org.tocsin.federation.peer.PeerBook;
import org.tocsin.federation.store.FollowStore;
import org.tocsin.federation.store.PeerStore;
import org.tocsin.federation.store.SqlPayloadSink;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.checkpoint.Checkpoint;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.entry.Flags;
import org.tocsin.ledger.entry.Payload;
import org.tocsin.ledger.log.Appended;
import org.tocsin.ledger.log.Ledger;
import org.tocsin.ledger.log.PayloadSink;
import org.tocsin.ledger.log.Recalled;
import org.tocsin.ledger.log.Statement;
import org.tocsin.platform.Capability;
import org.tocsin.platform.Job;
import org.tocsin.platform.http.Route;
import org.tocsin.platform.store.Database;

/**
 * The federation as a node sees it: publish is append, receive is follow. Peers are invited by token, accepted by a person,
 * and known by their root from then on.
 */
public final class Federation implements Capability, AutoCloseable {
    private static final Duration ERASE_EACH = Duration.ofHours(1);

    private final OwnDescriptor own;
    private final Ledger ledger;
    private final Origin circleLog;
    private final Clock clock;
    private final Database database;
    private final PeerStore store;
    private final FollowStore followed;
    private final PeerBook book;
    private final Doorman doorman;
    private final Follower follower;
    private final PeerDialler dialler;
    final Switchboard switchboard;
    private final PeerTls tls;
    private final FederationSettings settings;
    private @Nullable PeerListener listener;
    private final List<Consumer<VerifiedBatch>> batchListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<Evidence>> evidenceListeners = new CopyOnWriteArrayList<>();
    private volatile ToDoubleFunction<Fingerprint> trust = _ -> 0;

    /**
     * What a federation stands on.
     *
     * @param own this node's descriptor
     * @param tls the peer listener's key, which the descriptor names
     * @param publicLog followed by anybody
     * @param circleLog followed by accepted peers
     */
    public record Ground(
            OwnDescriptor own,
            TlsKeys tls,
            Ledger ledger,
            Origin publicLog,
            Origin circleLog,
            Database database,
            Clock clock,
            Entropy entropy) {}

    /** Wires everything; nobody is heard before {@link #open}, so that no batch can pass a subscriber that is not there yet. */
    public Federation(FederationSettings settings, Ground ground) {
        own = ground.own();
        ledger = ground.ledger();
        circleLog = ground.circleLog();
        clock = ground.clock();
        var peers = new PeerStore(ground.database(), clock);
        store = peers;
        book = new PeerBook(peers, this::twoDescriptors);
        doorman = new Doorman(book, peers, clock, ground.entropy());
        database = ground.database();
        followed = new FollowStore(database);
        follower = new Follower(followed, settings, clock, new Heard());
        book.all().forEach(peer -> book.descriptor(peer.fingerprint()).ifPresent(follower::resume));
        this.settings = settings;
        tls = new PeerTls(ground.tls(), ground.entropy());
        dialler = new PeerDialler(tls);
        var offering = new Offering(ledger, own, ground.publicLog(), circleLog);
        switchboard = new Switchboard(own, book, doorman, follower, offering, ledger, dialler, peers::sawOwn, clock);
    }

    /** Opens the doors: listens, dials, and lets the ledger sign once the start rule allows it. */
    public void open() {
        int colon = settings.listen().lastIndexOf(':');
        var host = settings.listen().substring(0, colon);
        listener = new PeerListener(host, Integer.parseInt(settings.listen().substring(colon + 1)), tls, switchboard);
        switchboard.start();
    }

    /** Where the ledger keeps its payloads in this node's store. */
    public static PayloadSink payloads(Database database) {
        return new SqlPayloadSink(database);
    }

    /** The highest descriptor of this node that any peer has shown it; empty if none was above its own. */
    public static Optional<OwnDescriptor> ownShown(Database database, Clock clock) {
        return new PeerStore(database, clock).ownShown().map(OwnDescriptor::of);
    }

    /** Compiles the road of a batch before it is needed; takes about a second of one core. */
    public static void rehearse(int rounds, Clock clock, Entropy entropy) {
        Rehearsal.run(rounds, clock, entropy);
    }

    /** Follower's findings on their way to whoever subscribed. */
    private final class Heard implements Follower.Listener {
        @Override
        public void verified(VerifiedBatch batch) {
            batchListeners.forEach(heard -> heard.accept(batch));
        }

        @Override
        public void lied(Fingerprint peer, String how, Checkpoint held, Checkpoint shown) {
            accuse(new Evidence(peer, how, held.origin().toString(), held.encoded(), shown.encoded()));
        }
    }

    private void twoDescriptors(DescriptorBook.Held held, SignedBody shown) {
        long number = held.descriptor().number();
        accuse(new Evidence(
                held.descriptor().fingerprint(),
                "its root signed two descriptors with number " + number,
                "descriptor " + number,
                held.signed().encoded(),
                shown.encoded()));
    }

    /** Proof is kept first; then the peer is cut off, and people hear of it. Nobody else is touched. */
    private void accuse(Evidence evidence) {
        var peer = evidence.peer();
        store.accuse(evidence);
        if (book.find(peer).isPresent()) {
            book.set(peer, Peer.State.PAUSED);
        }
        switchboard.hangUp(peer, new Rejection("peer.fork", evidence.what()));
        evidenceListeners.forEach(heard -> heard.accept(evidence));
    }

    /** All proofs of lies that were ever found here, oldest first. */
    public List<Evidence> evidence() {
        return store.evidence();
    }

    /** Hears each verified batch at once, before SQL. Must be short. */
    public void onBatch(Consumer<VerifiedBatch> heard) {
        batchListeners.add(heard);
    }

    /** Hears of proven lies; the peer is paused already. */
    public void onEvidence(Consumer<Evidence> heard) {
        evidenceListeners.add(heard);
    }

    /** Runs before each cursor is stored: what followed entries have changed elsewhere must be durable first. */
    public void beforeCursor(Runnable work) {
        follower.beforeStoring(work);
    }

    /** Hears of entries once they are stored with the cursor behind them: those are not followed again. */
    public void afterCursor(Consumer<StoredEntries> heard) {
        follower.afterStoring(heard);
    }

    /** Whether an entry stands behind the stored cursor with all that will come of it: it is not followed again. */
    public boolean isStored(Fingerprint peer, String origin, long index) {
        return followed.isSettled(peer, origin, index);
    }

    /** The body of what a peer said, as it is stored here; empty when it never came, was erased, or can't be read. */
    public Optional<Bytes> held(Fingerprint peer, String origin, long index) {
        try {
            return followed.payload(peer, origin, index)
                    .map(payload -> Payload.decode(payload.shared()).body());
        } catch (Rejection unreadable) {
            return Optional.empty();
        }
    }

    /** Says how far a peer is believed, 0 to 1: whoever judges what peers report knows. */
    public void onTrust(ToDoubleFunction<Fingerprint> asked) {
        trust = asked;
    }

    public double trust(Fingerprint peer) {
        return trust.applyAsDouble(peer);
    }

    /** Hears each change of a peer. */
    public void onPeer(Consumer<Peer> heard) {
        book.onChange(heard);
    }

    /**
     * Says something to the circle. Completes when it is durable and signed; followers get it at the same moment.
     *
     * @param type entry type of FORMATS
     * @param media of the body, as FORMATS numbers them
     */
    public CompletableFuture<Appended> publish(int type, boolean urgent, boolean relayed, int media, Bytes body) {
        long flags = (urgent ? Flags.URGENT : 0) | (relayed ? Flags.RELAYED : 0);
        return append(type, flags, Payload.of(media, body.toArray()));
    }

    /** As above, with a payload that this node and all who follow it erase after a minute. */
    public CompletableFuture<Appended> publish(int type, boolean urgent, int media, Bytes body, long eraseAfter) {
        long flags = Flags.ERASABLE | (urgent ? Flags.URGENT : 0);
        return append(type, flags, Payload.of(media, body.toArray()).erasedAfter(eraseAfter));
    }

    private CompletableFuture<Appended> append(int type, long flags, Payload payload) {
        return ledger.append(circleLog, new Statement(type, flags, payload)).signed();
    }

    /** Erases the payloads, own and followed, whose time has come. */
    void erase() {
        long minute = clock.minute();
        try {
            boolean own = ledger.erase(minute);
            if (followed.erase(minute) > 0 || own) {
                database.scrub();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The own circle log, and before it those that it went on from, as far as they are here. */
    public List<Origin> circleLogs() {
        var logs = new ArrayList<Origin>();
        var next = Optional.of(circleLog);
        while (next.isPresent() && ledger.logs().contains(next.get()) && !logs.contains(next.get())) {
            logs.addFirst(next.get());
            next = own.predecessor(next.get());
        }
        return logs;
    }

    /** What this node made durable in one of its logs, signed or not, from an index on; empty at the end. */
    public List<Recalled> recall(Origin log, long from) throws IOException {
        return from < ledger.size(log) ? ledger.recall(log, from, Frame.MOST_ENTRIES) : List.of();
    }

    /** Durable entries of the own circle log. */
    public long said() {
        return ledger.size(circleLog);
    }

    public OwnDescriptor own() {
        return own;
    }

    /** The port on which peers are heard. */
    public int port() {
        var open = listener;
        if (open == null) {
            throw new IllegalStateException("the federation is not open yet");
        }
        return open.port();
    }

    public Collection<Peer> peers() {
        return book.all();
    }

    public Optional<Peer> peer(Fingerprint fingerprint) {
        return book.find(fingerprint);
    }

    /** What a peer's newest descriptor calls it, if that is not the name under which a person has accepted it. */
    public Optional<String> otherName(Peer peer) {
        return book.descriptor(peer.fingerprint())
                .map(NodeDescriptor::domain)
                .filter(name -> !name.equals(peer.domain()));
    }

    public Peer.Link link(Fingerprint fingerprint) {
        return switchboard.link(fingerprint);
    }

    /** Open connections with peers, those included that have not said who they are. */
    public int sessions() {
        return switchboard.sessions();
    }

    /** Entries held of each followed log, by origin. */
    public Map<String, Long> followed() {
        return follower.sizes();
    }

    /** Makes an invitation: the token's text and when it expires. */
    public Invitation invite() {
        var token = doorman.invite(own);
        return new Invitation(token.text(), token.expires());
    }

    /** A token to hand over on a trusted channel. */
    public record Invitation(String token, Instant expires) {}

    /** Invitations that are out and unused. */
    public List<OpenInvitation> invitations() {
        return store.invitations();
    }

    /** Takes an invitation back: whoever shows its token is unknown from now on. */
    public void revoke(String id) {
        if (!store.revoke(id)) {
            throw new Rejection("peer.no-invitation", "no open invitation has this id");
        }
    }

    /** Takes an invitation up; the inviter must still accept. */
    public Peer join(String token) throws IOException, InterruptedException {
        var peer = doorman.join(JoinToken.parse(token), own, dialler);
        switchboard.dialSoon(peer.fingerprint());
        return peer;
    }

    /** A person has compared the fingerprint. */
    public Peer accept(Fingerprint fingerprint) {
        var peer = book.set(fingerprint, Peer.State.ACCEPTED);
        switchboard.dialSoon(fingerprint);
        return peer;
    }

    public Peer pause(Fingerprint fingerprint) {
        var peer = book.set(fingerprint, Peer.State.PAUSED);
        switchboard.hangUp(fingerprint, new Rejection("peer.paused", "a person paused this peering"));
        return peer;
    }

    public Peer declare(Fingerprint fingerprint, String group, boolean fullTrust) {
        return book.declare(fingerprint, group, fullTrust);
    }

    /** Takes a peer off the record: it is not followed, not waited for at the next start. */
    public void remove(Fingerprint fingerprint) {
        book.remove(fingerprint);
        switchboard.hangUp(fingerprint, new Rejection("peer.removed", "this peering was ended"));
        switchboard.forget(fingerprint);
    }

    /** Why nothing is signed; empty when all is well. */
    public Optional<String> held() {
        return switchboard.held();
    }

    @Override
    public String name() {
        return "federation";
    }

    @Override
    public List<Route> routes() {
        return new FederationRoutes(this).routes();
    }

    @Override
    public List<Job> jobs() {
        return new ArrayList<>(List.of(
                new Job("sessions", Duration.ofSeconds(1), switchboard::tick),
                new Job("dial peers", Duration.ofMillis(250), switchboard::dial),
                new Job("erase", ERASE_EACH, this::erase)));
    }

    @Override
    public void close() {
        switchboard.close();
        if (listener != null) {
            listener.close();
        }
        dialler.close();
        follower.close();
    }
}
