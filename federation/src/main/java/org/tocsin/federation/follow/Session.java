package org.tocsin.federation.follow;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.tocsin.federation.Peer;
import org.tocsin.federation.frame.Frame;
import org.tocsin.federation.frame.FrameEncoder;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.checkpoint.Origin;

/**
 * One connection to one peer: one thread receives, one sends. The sender pulls batches when there is news, so a slow follower
 * costs a cursor and no queue.
 */
public final class Session {
    private static final System.Logger LOG = System.getLogger(Session.class.getName());
    private static final int MOST_BEFORE_HELLO = 64 << 10;
    private static final int MOST_CONTROL = 256;
    /** A peer that takes nothing for so long is no follower. */
    private static final Duration SEND_WITHIN = Duration.ofSeconds(30);

    private static final Duration LAST_WORD_WITHIN = Duration.ofSeconds(1);
    private static final long ASK_AGAIN = Duration.ofSeconds(1).toNanos();
    private static final long SANE_LAG_MS = Duration.ofDays(1).toMillis();
    private static final int MOST_LOGS = 64;
    private static final int MOST_DETAIL = 400;

    private final Wire wire;
    private final SessionHost host;
    private final Clock clock;
    private final Optional<Fingerprint> meant;
    private final Instant begun;
    private final Pace pace;
    private final Semaphore news = new Semaphore(0);
    private final BlockingQueue<Outgoing> control = new ArrayBlockingQueue<>(MOST_CONTROL);
    private final Map<Origin, Long> wanted = new ConcurrentHashMap<>();
    private final Map<String, Long> askedAgain = new HashMap<>();
    private final Waiting receiving;
    private final Waiting sending;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicReference<String> ending = new AtomicReference<>("");
    private volatile @Nullable Peer peer;
    private volatile Instant lastHeard;
    private volatile long lagMs;
    private volatile boolean lastWord;
    private volatile boolean closed;

    /** @param meant whom this node dialled; somebody else may answer at a URL */
    public Session(Wire wire, SessionHost host, Clock clock, Optional<Fingerprint> meant) {
        this.wire = wire;
        this.host = host;
        this.clock = clock;
        this.meant = meant;
        this.begun = clock.now();
        this.lastHeard = begun;
        this.pace = new Pace(clock.nanos());
        this.receiving = new Waiting(clock);
        this.sending = new Waiting(clock);
    }

    /** Runs until the connection ends; returns why, in words. */
    @SuppressWarnings("CatchingUnchecked") // whatever a peer has brought about ends its own session and nothing else
    public String run() {
        var guest = host.expected(wire.peerKey());
        post(host.hello(guest));
        var sender = Thread.ofVirtual().name("follow-sender").start(this::sendAll);
        try {
            while (!closed) {
                var frame = receiving.during(() -> wire.receive(peer == null ? MOST_BEFORE_HELLO : Frame.MOST_BYTES));
                lastHeard = clock.now();
                await(pace.take(Pace.cost(frame) + receive(frame, guest), clock.nanos()));
            }
        } catch (Rejection refused) {
            end(refused);
        } catch (IOException gone) {
            ending.compareAndSet("", Peer.Link.BROKE + gone.getMessage());
        } catch (RuntimeException broken) {
            LOG.log(System.Logger.Level.WARNING, "a session ended by a fault of this program", broken);
            end(new Rejection("peer.fault", "this node could not go on"));
        } finally {
            part(sender);
        }
        return ending.get();
    }

    /** The last word is given a moment to get out. */
    private void part(Thread sender) {
        try {
            if (lastWord) {
                var _ = sender.join(LAST_WORD_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
            host.ended(this, ending.get());
        }
    }

    /** Waits without reading, so that flow control holds the peer back. */
    private void await(long nanos) {
        long until = clock.nanos() + nanos;
        for (long left = nanos; left > 0 && !closed; left = until - clock.nanos()) {
            lastHeard = clock.now();
            LockSupport.parkNanos(Math.min(left, ASK_AGAIN));
        }
    }

    public Optional<Peer> peer() {
        return Optional.ofNullable(peer);
    }

    public boolean dialled() {
        return wire.dialled();
    }

    /** The key at the other end. */
    public Digest key() {
        return wire.peerKey();
    }

    public Instant begun() {
        return begun;
    }

    public Instant lastHeard() {
        return lastHeard;
    }

    public long lagMs() {
        return lagMs;
    }

    /** Whether the peer has taken nothing for too long. */
    public boolean isStuck() {
        return sending.nanos().orElse(0) > SEND_WITHIN.toNanos();
    }

    /** Something new was signed. */
    public void wake() {
        news.release();
    }

    /** Queues a frame. A peer that does not take its control frames is too slow to be kept. */
    public void post(Frame frame) {
        post(() -> frame);
    }

    /** A frame that is made when its turn comes: answers are large, and a peer may ask for many and take none. */
    private interface Outgoing {
        Frame frame() throws IOException;
    }

    private void post(Outgoing outgoing) {
        if (!control.offer(outgoing)) {
            ending.compareAndSet("", "the peer did not take its frames");
            close();
        }
        news.release();
    }

    /** Says why and closes. */
    public void end(Rejection why) {
        if (ending.compareAndSet("", why.getMessage())) {
            lastWord = true;
            post(new Frame.Problem(why.code(), cut(why.detail())));
        }
        closed = true;
        news.release();
    }

    private static String cut(String detail) {
        return detail.length() <= MOST_DETAIL ? detail : detail.substring(0, MOST_DETAIL);
    }

    /** Closes without a word. Returns at once: to close a stream can wait for a peer that reads nothing. */
    public void close() {
        closed = true;
        news.release();
        if (closing.compareAndSet(false, true)) {
            receiving.end();
            Thread.ofVirtual().name("follow-close").start(() -> {
                sending.endWithin(LAST_WORD_WITHIN);
                wire.close();
            });
        }
    }

    /** Returns what it cost besides the frame itself. */
    private int receive(Frame frame, Optional<Peer> guest) {
        switch (frame) {
            case Frame.Hello hello -> hello(hello, guest);
            case Frame.Problem(var code, var detail) -> {
                var said = Printable.of(code) + ": " + Printable.of(detail);
                ending.compareAndSet("", Peer.Link.CLOSED + said);
                close();
            }
            case Frame.Unknown _ -> authenticated();
            default -> {
                return speak(authenticated(), frame);
            }
        }
        return 0;
    }

    private Peer authenticated() {
        var known = peer;
        if (known == null) {
            throw new Rejection("peer.hello", "a hello comes first");
        }
        return known;
    }

    private void hello(Frame.Hello hello, Optional<Peer> guest) {
        lag(hello.timeMs());
        var before = peer;
        var expected = before == null ? meant : Optional.of(before.fingerprint());
        var known = host.authenticate(this, hello, expected);
        peer = known;
        if (before == null) {
            host.begun(this, known);
            if (guest.filter(who -> who.fingerprint().equals(known.fingerprint()))
                    .isEmpty()) {
                post(host.hello(Optional.of(known)));
            }
        }
        var wants = host.wants(known, hello.offers());
        if (!wants.isEmpty()) {
            post(new Frame.Want(wants));
        }
    }

    /** By both clocks; a clock that is days off, or a lie, is not shown as a lag. */
    private void lag(long sentMs) {
        lagMs = Math.clamp(clock.millis() - sentMs, -SANE_LAG_MS, SANE_LAG_MS);
    }

    private int speak(Peer known, Frame frame) {
        switch (frame) {
            case Frame.Batch batch -> {
                return batch(known, batch);
            }
            case Frame.Want want -> want(want);
            case Frame.Heartbeat(var time) -> lag(time);
            case Frame.Heads(var heads) ->
                host.follower().gossip.doubt(known.fingerprint(), heads).forEach(this::post);
            case Frame.Show show -> host.follower().gossip.show(show).ifPresent(this::post);
            case Frame.Shown shown -> host.follower().judge(known, shown);
            case Frame.Fetch fetch -> fetch(fetch);
            case Frame.Payloads payloads -> host.follower().payloads(known, payloads);
            case Frame.Cosignature _ -> {} // witnesses come with rosters; until then a line from one says nothing
            case Frame.Hello _, Frame.Problem _, Frame.Unknown _ -> throw new IllegalStateException("handled before");
        }
        return 0;
    }

    private int batch(Peer known, Frame.Batch batch) {
        switch (host.follower().batch(known, batch)) {
            case Follower.Outcome.Fine(var leftOut) -> {
                return leftOut;
            }
            case Follower.Outcome.Again(var from) -> askAgain(from);
            case Follower.Outcome.Close(var why) -> throw why;
        }
        return 0;
    }

    /** Once for all the batches that are on their way behind a gap. */
    private void askAgain(Frame.From from) {
        long now = clock.nanos();
        var before = askedAgain.get(from.origin());
        if (before == null || now - before > ASK_AGAIN) {
            askedAgain.put(from.origin(), now);
            post(new Frame.Want(List.of(from)));
        }
    }

    private void want(Frame.Want want) {
        for (var from : want.logs()) {
            var origin = Origin.parse(from.origin());
            if (!host.offering().offers(origin) || wanted.size() >= MOST_LOGS) {
                throw new Rejection("follow.not-offered", from.origin() + " is not offered here");
            }
            host.offering().requireWithin(origin, from.size());
            wanted.put(origin, from.size());
        }
        news.release();
    }

    private void fetch(Frame.Fetch fetch) {
        var offering = host.offering();
        offering.requireFetchable(fetch);
        post(() -> offering.payloads(fetch));
    }

    @SuppressWarnings("CatchingUnchecked") // a web server's own exceptions say that the peer has gone
    private void sendAll() {
        try {
            while (!closed || !control.isEmpty()) {
                boolean sent = sendControl();
                if (!closed) {
                    sent |= sendBatches();
                }
                if (!sent && !closed && !news.tryAcquire(1, TimeUnit.SECONDS)) {
                    send(FrameEncoder.encode(new Frame.Heartbeat(clock.millis())));
                }
                news.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException gone) {
            ending.compareAndSet("", Peer.Link.BROKE + gone.getMessage());
            LOG.log(System.Logger.Level.DEBUG, "sending to a peer ended", gone);
        } finally {
            close();
        }
    }

    private void send(byte[] frame) throws IOException {
        sending.during(() -> {
            wire.send(frame);
            return true;
        });
    }

    private boolean sendControl() throws IOException {
        boolean sent = false;
        for (var next = control.poll(); next != null; next = control.poll()) {
            send(FrameEncoder.encode(next.frame()));
            sent = true;
        }
        return sent;
    }

    /** One batch of each log a round, so that a long catch-up of one never holds up another. */
    private boolean sendBatches() throws IOException {
        boolean sent = false;
        for (var origin : List.copyOf(wanted.keySet())) {
            long from = wanted.getOrDefault(origin, 0L);
            var next = host.offering().next(origin, from);
            if (next.isPresent()) {
                send(next.get().frame());
                wanted.replace(origin, from, next.get().to());
                sent = true;
            }
        }
        return sent;
    }
}
