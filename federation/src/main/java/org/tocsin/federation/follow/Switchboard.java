package org.tocsin.federation.follow;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.tocsin.crypto.sign.SignedBody;
import org.tocsin.federation.OwnDescriptor;
import org.tocsin.federation.Peer;
import org.tocsin.federation.frame.Frame;
import org.tocsin.federation.http.PeerDialler;
import org.tocsin.federation.http.PeerRoutes;
import org.tocsin.federation.peer.Doorman;
import org.tocsin.federation.peer.PeerBook;
import org.tocsin.federation.peer.PeerUrl;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.log.Ledger;

/** All sessions of a node: who may speak, who is dialled when, which of two connections stays. */
public final class Switchboard implements SessionHost, PeerRoutes, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Switchboard.class.getName());
    private static final Duration HELLO_WITHIN = Duration.ofSeconds(5);
    private static final Duration SILENT_FOR = Duration.ofSeconds(10);
    private static final int MOST_HEADS = 32;
    private static final Duration GOODBYE_WITHIN = Duration.ofMillis(500);
    /** Sessions of keys that nobody here knows: each costs two threads until it has said hello. */
    private static final int MOST_STRANGERS = 64;

    private static final String SOFTWARE = "tocsin/0.1.0";

    private final OwnDescriptor own;
    private final PeerBook book;
    private final Doorman doorman;
    private final Follower follower;
    private final Offering offering;
    private final Ledger ledger;
    private final PeerDialler dialler;
    private final Clock clock;
    private final Release release;
    private final Set<Session> sessions = new CopyOnWriteArraySet<>();
    private final Map<Fingerprint, Session> live = new ConcurrentHashMap<>();
    private final Map<Fingerprint, Attempt> attempts = new ConcurrentHashMap<>();
    private Runnable unsubscribe = () -> {};
    private volatile boolean closed;

    public Switchboard(
            OwnDescriptor own,
            PeerBook book,
            Doorman doorman,
            Follower follower,
            Offering offering,
            Ledger ledger,
            PeerDialler dialler,
            Release.Higher higher,
            Clock clock) {
        this.own = own;
        this.book = book;
        this.doorman = doorman;
        this.follower = follower;
        this.offering = offering;
        this.ledger = ledger;
        this.dialler = dialler;
        this.clock = clock;
        var followers = book.all().stream()
                .filter(peer -> peer.state() == Peer.State.ACCEPTED)
                .map(Peer::fingerprint)
                .collect(Collectors.toSet());
        release = new Release(own, ledger, followers, higher, clock);
    }

    /** Begins to hear the ledger. */
    public void start() {
        unsubscribe = ledger.subscribe(batch -> {
            offering.signed(batch);
            sessions.forEach(Session::wake);
        });
        release.check();
    }

    @Override
    public byte[] descriptor() {
        return own.encoded();
    }

    @Override
    public void join(Digest peerKey, byte[] body) {
        doorman.admit(peerKey, body);
    }

    @Override
    public void session(Wire wire) {
        if (closed) {
            return;
        }
        var session = new Session(wire, this, clock, Optional.empty());
        if (expected(wire.peerKey()).isEmpty() && strangers() >= MOST_STRANGERS) {
            session.end(new Rejection("peer.busy", "too many strangers are at the door"));
        }
        sessions.add(session);
        session.run();
    }

    private long strangers() {
        return sessions.stream()
                .filter(session ->
                        session.peer().isEmpty() && expected(session.key()).isEmpty())
                .count();
    }

    @Override
    public Optional<Peer> expected(Digest key) {
        return book.byKey(key).filter(peer -> peer.state() == Peer.State.ACCEPTED);
    }

    @Override
    public Frame.Hello hello(Optional<Peer> to) {
        return hello(
                to.map(peer -> follower.held(peer.fingerprint())).orElse(List.of()),
                to.isPresent() ? offering.offers() : List.of(),
                to.flatMap(peer -> book.signedDescriptor(peer.fingerprint())));
    }

    private Frame.Hello hello(List<Frame.Held> held, List<Frame.Offer> offers, Optional<SignedBody> yours) {
        return new Frame.Hello(
                List.of(OwnDescriptor.PROTOCOL), SOFTWARE, clock.millis(), own.signedBody(), held, offers, yours);
    }

    @Override
    public Peer authenticate(Session session, Frame.Hello hello, Optional<Fingerprint> expected) {
        if (!hello.protocols().contains(OwnDescriptor.PROTOCOL)) {
            throw new Rejection("peer.protocol", "this node speaks version " + OwnDescriptor.PROTOCOL);
        }
        var peer = hello.descriptor().signatures().keySet().stream()
                .flatMap(claimed -> book.find(claimed).stream())
                .findFirst()
                .orElseThrow(() -> new Rejection("peer.unknown", "no peer with this root here"));
        if (expected.filter(who -> !who.equals(peer.fingerprint())).isPresent()) {
            throw new Rejection("peer.other", "somebody else was expected on this connection");
        }
        if (peer.state() != Peer.State.ACCEPTED) {
            throw peer.state() == Peer.State.PENDING
                    ? new Rejection("peer.pending", "a person here must still accept you")
                    : new Rejection("peer.paused", "a person here paused this peering");
        }
        describe(session, peer, hello);
        release.heard(peer.fingerprint(), hello);
        return peer;
    }

    /**
     * A peer whose descriptor is older than the one that is held may be a restored backup, perhaps with a TLS key of long ago: it
     * is shown its own newer descriptor, which stops it from signing, before it is refused.
     */
    private void describe(Session session, Peer peer, Frame.Hello hello) {
        try {
            var descriptor = book.describe(peer, hello.descriptor(), clock.now());
            if (!descriptor.tls().contains(session.key())) {
                throw new Rejection("peer.key", "your descriptor does not name the key of this connection");
            }
        } catch (Rejection refused) {
            if (refused.code().equals("descriptor.number")) {
                session.post(hello(List.of(), List.of(), book.signedDescriptor(peer.fingerprint())));
            }
            throw refused;
        }
    }

    /** If both dialled, the connection dialled by the lower fingerprint stays. */
    @Override
    public synchronized void begun(Session session, Peer peer) {
        boolean preferred = session.dialled() == (own.fingerprint().compareTo(peer.fingerprint()) < 0);
        var before = live.get(peer.fingerprint());
        if (before != null && !preferred && before.dialled() != session.dialled()) {
            throw new Rejection("peer.twice", "another connection between us is open");
        }
        live.put(peer.fingerprint(), session);
        if (book.find(peer.fingerprint()).map(Peer::state).orElse(Peer.State.PAUSED) != Peer.State.ACCEPTED) {
            throw new Rejection("peer.paused", "a person here has just ended this");
        }
        if (before != null && before != session) {
            before.end(new Rejection("peer.twice", "another connection between us took over"));
        }
    }

    @Override
    public List<Frame.From> wants(Peer peer, List<Frame.Offer> offers) {
        return book.descriptor(peer.fingerprint())
                .map(descriptor -> follower.wants(peer, descriptor, offers))
                .orElse(List.of());
    }

    @Override
    public void ended(Session session, String why) {
        sessions.remove(session);
        LOG.log(System.Logger.Level.DEBUG, "a session ended: {0}", why);
        session.peer().or(() -> expected(session.key())).ifPresent(peer -> {
            boolean was = live.remove(peer.fingerprint(), session);
            if ((was || session.peer().isEmpty()) && !session.dialled()) {
                attempt(peer.fingerprint()).lost(clock.now(), lasted(session), why);
            }
        });
    }

    private Duration lasted(Session session) {
        return session.peer().isEmpty() ? Duration.ZERO : Duration.between(session.begun(), clock.now());
    }

    @Override
    public Follower follower() {
        return follower;
    }

    @Override
    public Offering offering() {
        return offering;
    }

    /** Each second: the dead are buried, heads are told, payloads fetched that a quota had left out. */
    public void tick() {
        release.check();
        var now = clock.now();
        for (var session : sessions) {
            boolean late =
                    session.peer().isEmpty() && now.isAfter(session.begun().plus(HELLO_WITHIN));
            if (late || session.isStuck() || now.isAfter(session.lastHeard().plus(SILENT_FOR))) {
                session.close();
            }
        }
        tellHeads();
        live.forEach((peer, session) -> follower.fetches(peer).forEach(session::post));
        follower.recovered().forEach((peer, from) -> {
            var session = live.get(peer);
            if (session != null) {
                session.post(new Frame.Want(from));
            }
        });
    }

    private void tellHeads() {
        var news = follower.gossip.news(MOST_HEADS);
        live.forEach((peer, session) -> {
            var heads = news.stream()
                    .filter(head -> !head.peer().equals(peer))
                    .map(Gossip.Told::head)
                    .toList();
            if (!heads.isEmpty()) {
                session.post(new Frame.Heads(heads));
            }
        });
    }

    /** Dials accepted peers that have a URL, no session, and whose time has come. */
    public void dial() {
        for (var peer : book.all()) {
            var attempt = attempt(peer.fingerprint());
            boolean wanted = peer.state() == Peer.State.ACCEPTED && !peer.urls().isEmpty();
            if (wanted && !closed && !live.containsKey(peer.fingerprint()) && attempt.begin(clock.now())) {
                Thread.ofVirtual().name("dial").start(() -> dial(peer, attempt));
            }
        }
    }

    @SuppressWarnings("CatchingUnchecked") // an attempt that is never over would be the last one
    private void dial(Peer peer, Attempt attempt) {
        String ending = "no URL that can be dialled";
        var lasted = Duration.ZERO;
        for (var url : peer.urls().stream().filter(PeerUrl::isDialable).toList()) {
            try {
                var session = new Session(dialled(url, peer), this, clock, Optional.of(peer.fingerprint()));
                sessions.add(session);
                ending = session.run();
                lasted = lasted(session);
                break;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            } catch (IOException | RuntimeException unreachable) {
                ending = url + ": " + unreachable.getMessage();
            }
        }
        LOG.log(System.Logger.Level.DEBUG, "session with {0} ended: {1}", peer.domain(), ending);
        attempt.ended(clock.now(), lasted, ending);
    }

    /**
     * Whoever answers at a URL. Another peer who is linked already must not be greeted a second time: it would take the new
     * connection for the better one, and whoever named its URL would have cut the old.
     */
    private Wire dialled(String url, Peer peer) throws IOException, InterruptedException {
        var wire = dialler.follow(url);
        boolean another = live.entrySet().stream()
                .anyMatch(link -> !link.getKey().equals(peer.fingerprint())
                        && link.getValue().key().equals(wire.peerKey()));
        if (another) {
            wire.close();
            throw new Rejection("peer.other", "another peer answers there");
        }
        return wire;
    }

    /** Dials at the next chance, whatever failed before. */
    public void dialSoon(Fingerprint peer) {
        attempt(peer).hurry(clock.now());
        dial();
    }

    /** A side that nobody can dial, and the lower of two fingerprints, dials without waiting for the other. */
    private Attempt attempt(Fingerprint peer) {
        boolean first = own.urls().isEmpty() || own.fingerprint().compareTo(peer) < 0;
        return attempts.computeIfAbsent(peer, _ -> new Attempt(first, clock.now()));
    }

    /** Ends the session with a peer, if there is one. */
    public void hangUp(Fingerprint peer, Rejection why) {
        var session = live.remove(peer);
        if (session != null) {
            session.end(why);
        }
    }

    /** The start rule waits for this peer no longer. */
    public void forget(Fingerprint peer) {
        attempts.remove(peer);
        release.forget(peer);
    }

    /** Open connections, strangers included. */
    public int sessions() {
        return sessions.size();
    }

    /** Why nothing is signed. */
    public Optional<String> held() {
        return release.held();
    }

    public Peer.Link link(Fingerprint peer) {
        var session = live.get(peer);
        if (session == null) {
            return away(peer, follower.behind(peer));
        }
        Instant heard = session.lastHeard();
        return new Peer.Link(true, Optional.of(heard), session.lagMs(), follower.behind(peer), "", Optional.empty());
    }

    private Peer.Link away(Fingerprint peer, long behind) {
        var attempt = attempts.get(peer);
        if (attempt == null) {
            return Peer.Link.NONE;
        }
        boolean dialable =
                book.find(peer).filter(known -> !known.urls().isEmpty()).isPresent();
        if (dialable) {
            return attempt.link(behind);
        }
        var words = own.urls().isEmpty()
                ? "neither side names a URL, so nobody can dial: set federation.urls on one of them"
                : "it names no URL, so it must dial us; not heard of since this node started";
        return attempt.waiting(behind, words);
    }

    /** Says goodbye to all, and waits a moment for it to be heard. */
    @Override
    public void close() {
        closed = true;
        unsubscribe.run();
        sessions.forEach(session -> session.end(new Rejection("peer.closing", "this node is stopping")));
        long until = clock.nanos() + GOODBYE_WITHIN.toNanos();
        while (!sessions.isEmpty() && clock.nanos() < until) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        sessions.forEach(Session::close);
    }
}
