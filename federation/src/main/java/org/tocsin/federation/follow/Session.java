package org.tocsin.federation.follow;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tocsin.federation.Peer;
import org.tocsin.federation.frame.Frame;
import org.tocsin.federation.frame.FrameEncoder;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Digest;
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
    private static final int MOST_LOGS = 64;

    private final Wire wire;
    private final SessionHost host;
    private final Clock clock;
    private final Instant begun;
    private final Semaphore news = new Semaphore(0);
    private final BlockingQueue<Frame> control = new ArrayBlockingQueue<>(MOST_CONTROL);
    private final Map<Origin, Long> wanted = new ConcurrentHashMap<>();
    private volatile @Nullable Peer peer;
    private volatile Instant lastHeard;
    private volatile long lagMs;
    private volatile boolean closed;
    private @Nullable Thread receiver;
    private volatile String ending = "";

    public Session(Wire wire, SessionHost host, Clock clock) {
        this.wire = wire;
        this.host = host;
        this.clock = clock;
        this.begun = clock.now();
        this.lastHeard = begun;
    }

    /** Runs until the connection ends; returns why, in words. */
    public String run() {
        receiver = Thread.currentThread();
        post(host.hello(host.expected(wire.peerKey())));
        var sender = Thread.ofVirtual().name("follow-sender").start(this::sendAll);
        try {
            while (!closed) {
                receive(wire.receive(peer == null ? MOST_BEFORE_HELLO : Frame.MOST_BYTES));
            }
        } catch (Rejection refused) {
            end(refused);
        } catch (IOException gone) {
            ending = ending.isEmpty() ? "the connection ended: " + gone.getMessage() : ending;
        } finally {
            close();
            sender.interrupt();
            host.ended(this);
        }
        return ending;
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

    /** Something new was signed. */
    public void wake() {
        news.release();
    }

    /** Queues a frame. A peer that does not take its control frames is too slow to be kept. */
    public void post(Frame frame) {
        if (!control.offer(frame)) {
            close();
        }
        news.release();
    }

    /** Says why and closes. */
    public void end(Rejection why) {
        ending = why.getMessage();
        post(new Frame.Problem(why.code(), why.detail()));
        closed = true;
        news.release();
    }

    /** Closes without a word. */
    public void close() {
        closed = true;
        wire.close();
        var waiting = receiver;
        if (waiting != null && waiting != Thread.currentThread()) {
            waiting.interrupt();
        }
    }

    private void receive(Frame frame) {
        lastHeard = clock.now();
        switch (frame) {
            case Frame.Hello hello -> hello(hello);
            case Frame.Problem(var code, var detail) -> {
                ending = "the peer closed: " + code + ": " + detail;
                host.refused(this, code, detail);
                close();
            }
            case Frame.Unknown _ -> {}
            default -> speak(authenticated(), frame);
        }
    }

    private Peer authenticated() {
        var known = peer;
        if (known == null) {
            throw new Rejection("peer.hello", "a hello comes first");
        }
        return known;
    }

    private void hello(Frame.Hello hello) {
        lagMs = clock.millis() - hello.timeMs();
        boolean first = peer == null;
        var known = host.authenticate(this, hello);
        peer = known;
        if (first) {
            host.begun(this, known);
            post(host.hello(Optional.of(known)));
        }
        var wants = host.wants(known, hello.offers());
        if (!wants.isEmpty()) {
            post(new Frame.Want(wants));
        }
    }

    private void speak(Peer known, Frame frame) {
        switch (frame) {
            case Frame.Batch batch -> batch(known, batch);
            case Frame.Want want -> want(want);
            case Frame.Heartbeat(var time) -> lagMs = clock.millis() - time;
            case Frame.Heads(var heads) ->
                heads.forEach(head -> host.follower().compare(head).ifPresent(this::post));
            case Frame.Show show -> host.follower().shown(show).ifPresent(this::post);
            case Frame.Shown shown -> host.follower().judge(shown);
            case Frame.Fetch fetch -> fetch(fetch);
            case Frame.Payloads payloads -> host.follower().payloads(known, payloads);
            case Frame.Cosignature _ -> {} // witnesses come with rosters; until then a line from one says nothing
            case Frame.Hello _, Frame.Problem _, Frame.Unknown _ -> throw new IllegalStateException("handled before");
        }
    }

    private void batch(Peer known, Frame.Batch batch) {
        switch (host.follower().batch(known, batch)) {
            case Follower.Outcome.Fine() -> {}
            case Follower.Outcome.Again(var from) -> post(new Frame.Want(List.of(from)));
            case Follower.Outcome.Close(var why) -> throw why;
        }
    }

    private void want(Frame.Want want) {
        for (var from : want.logs()) {
            var origin = Origin.parse(from.origin());
            if (!host.offering().offers(origin) || wanted.size() >= MOST_LOGS) {
                throw new Rejection("follow.not-offered", from.origin() + " is not offered here");
            }
            wanted.put(origin, from.size());
        }
        news.release();
    }

    private void fetch(Frame.Fetch fetch) {
        try {
            post(host.offering().payloads(fetch.origin(), fetch.indices()));
        } catch (IOException e) {
            throw new Rejection("follow.unreadable", "the payloads can't be read now");
        }
    }

    private void sendAll() {
        try {
            while (!closed || !control.isEmpty()) {
                boolean sent = sendControl();
                sent |= sendBatches();
                if (!sent && !closed && !news.tryAcquire(1, TimeUnit.SECONDS)) {
                    wire.send(FrameEncoder.encode(new Frame.Heartbeat(clock.millis())));
                }
                news.drainPermits();
            }
        } catch (IOException | InterruptedException | Rejection gone) {
            LOG.log(System.Logger.Level.DEBUG, "sending to a peer ended", gone);
        } finally {
            close();
        }
    }

    private boolean sendControl() throws IOException {
        boolean sent = false;
        for (var frame = control.poll(); frame != null; frame = control.poll()) {
            wire.send(FrameEncoder.encode(frame));
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
                wire.send(next.get().frame());
                wanted.replace(origin, from, next.get().to());
                sent = true;
            }
        }
        return sent;
    }
}
