package org.tocsin.ledger.log;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Meter;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.checkpoint.Checkpoint;
import org.tocsin.ledger.disk.DiskFullException;
import org.tocsin.ledger.entry.Salted;
import org.tocsin.ledger.follow.LogBatch;
import org.tocsin.ledger.wal.Wal;

/**
 * The one thread that appends: WAL, fdatasync, tree, signature, followers, in this order. Nothing is signed that is not
 * durable, nothing is told that is not signed.
 */
final class Writer implements Runnable {
    private static final System.Logger LOG = System.getLogger(Writer.class.getName());

    /** A full disk is tried again this much later: trying writes as much as a segment has. */
    private static final long FULL_PAUSE = Duration.ofSeconds(5).toNanos();

    /** Most receipts that wait for a signature while the node may not sign. */
    private static final int UNSIGNED = 10_000;

    private final Wal wal;
    private final AppendQueue queue;
    private final Reserve reserve;
    private final Clock clock;
    private final Meter meter;
    private final List<Consumer<LogBatch>> listeners = new CopyOnWriteArrayList<>();
    private final Deque<Waiting> unsigned = new ArrayDeque<>();
    private volatile @Nullable Rejection stopped;
    private volatile boolean released;
    private long fullUntil;
    private boolean full;

    /** A receipt that is owed a checkpoint. */
    private record Waiting(LogState log, long index, Receipt receipt) {}

    Writer(Wal wal, AppendQueue queue, Reserve reserve, Clock clock, Meter meter) {
        this.wal = wal;
        this.queue = queue;
        this.reserve = reserve;
        this.clock = clock;
        this.meter = meter;
    }

    List<Consumer<LogBatch>> listeners() {
        return listeners;
    }

    boolean released() {
        return released;
    }

    /** Why nothing is appended any more, or null. */
    @Nullable
    Rejection stopped() {
        return stopped;
    }

    /** Nothing is appended or signed from now on; for a person to cure. */
    void stop(Rejection why) {
        if (stopped == null) {
            stopped = why;
            LOG.log(Level.ERROR, "the ledger has stopped: {0}", why.getMessage());
        }
    }

    @Override
    public void run() {
        try {
            for (var work = queue.take(); !work.isEmpty(); work = queue.take()) {
                if (work.getFirst() instanceof Work.Control control) {
                    control(control);
                } else {
                    guarded(work.stream().map(Work.Group.class::cast).toList());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            var closed = new Rejection("ledger.unsigned", "durable; the ledger was closed before it could sign");
            unsigned.forEach(waiting -> waiting.receipt().signed().completeExceptionally(closed));
        }
    }

    /**
     * A fault of this program leaves nobody knowing what was taken: the ledger stops by name, and its thread goes on to refuse
     * what comes. A thread that dies would let appends wait for ever.
     */
    private void guarded(List<Work.Group> groups) {
        try {
            commit(groups);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a batch could not be committed by a fault of this program", e);
            stop(fault());
            refuse(groups, fault());
        }
    }

    private void control(Work.Control control) {
        try {
            control.action().run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the ledger could not go on by a fault of this program", e);
            stop(fault());
        }
    }

    private static Rejection fault() {
        return new Rejection(
                "ledger.fault", "a fault of this program; what the disk has taken is known after a restart");
    }

    /** Signs what became durable before the node was allowed to; followers that are behind read it. */
    void release(Iterable<LogState> logs) {
        if (stopped != null || released) {
            return;
        }
        released = true;
        for (var log : logs) {
            var checkpoint = sign(log);
            if (checkpoint != null) {
                tell(log, new LogBatch(log.origin, log.size(), checkpoint, List.of(), List.of(), List.of()));
            }
        }
        for (var waiting = unsigned.pollFirst(); waiting != null; waiting = unsigned.pollFirst()) {
            complete(waiting);
        }
    }

    /** A new log has a signed head from its first moment on. */
    void begin(LogState log) {
        if (released && stopped == null) {
            var _ = sign(log);
        }
    }

    private void commit(List<Work.Group> taken) {
        var why = refusal();
        if (why != null) {
            refuse(taken, why);
            return;
        }
        var groups = taken.stream().filter(group -> group.log().takes()).toList();
        if (groups.size() < taken.size()) {
            var ended = taken.stream().filter(group -> !group.log().takes()).toList();
            refuse(ended, new Rejection("ledger.ended", "the log has ended; its successor takes entries"));
        }
        if (groups.isEmpty()) {
            return;
        }
        try {
            var positions = wal.append(drafts(groups));
            full = false;
            spread(groups, positions);
        } catch (DiskFullException e) {
            filled();
            refuse(groups, fullDisk());
        } catch (Rejection e) {
            refuse(groups, e);
        } catch (IOException e) {
            LOG.log(Level.ERROR, "the disk of the ledger has failed", e);
            stop(new Rejection(
                    "ledger.disk-failed", "the disk has failed; what it has taken is known after a restart"));
            refuse(groups, stoppedNow());
        }
    }

    /** Groups keep their order, so that the entries of a log keep theirs. */
    private static List<Wal.Draft> drafts(List<Work.Group> groups) {
        var drafts = new ArrayList<Wal.Draft>();
        var next = new LinkedHashMap<LogState, Long>();
        for (var group : groups) {
            long index = next.computeIfAbsent(group.log(), LogState::size);
            for (var entry : group.entries()) {
                drafts.add(new Wal.Draft(group.log().number, index++, entry.tail()));
            }
            next.put(group.log(), index);
        }
        return drafts;
    }

    private void spread(List<Work.Group> groups, long[] positions) {
        var byLog = new LinkedHashMap<LogState, List<Work.Prepared>>();
        var waiting = new ArrayList<Waiting>(groups.size());
        var starts = new LinkedHashMap<LogState, Long>();
        int at = 0;
        for (var group : groups) {
            var log = group.log();
            long first = log.size();
            starts.putIfAbsent(log, first);
            log.extend(group.entries(), positions, at);
            at += group.entries().size();
            byLog.computeIfAbsent(log, any -> new ArrayList<>()).addAll(group.entries());
            waiting.add(new Waiting(log, first, group.receipt()));
        }
        if (released && stopped == null) {
            speak(byLog, starts);
        }
        for (var one : waiting) {
            one.receipt().durable().complete(one.index());
            if (released) {
                complete(one);
            } else {
                postpone(one);
            }
        }
        meter.count("tocsin_ledger_batches_total", 1);
        meter.count("tocsin_ledger_entries_total", at);
    }

    private void speak(Map<LogState, List<Work.Prepared>> byLog, Map<LogState, Long> starts) {
        byLog.forEach((log, entries) -> {
            var checkpoint = sign(log);
            if (checkpoint != null && !listeners.isEmpty()) {
                var encoded = entries.stream().map(Work.Prepared::encoded).toList();
                var payloads = new ArrayList<@Nullable Salted>(entries.size());
                entries.forEach(entry -> payloads.add(entry.plain()));
                long from = starts.getOrDefault(log, 0L);
                tell(log, new LogBatch(log.origin, from, checkpoint, encoded, payloads, List.of()));
            }
        });
    }

    private static @Nullable Checkpoint sign(LogState log) {
        var signer = log.signer;
        if (signer == null || !log.takes()) {
            return null;
        }
        var checkpoint = signer.sign(log.size(), log.root());
        log.speak(checkpoint);
        return checkpoint;
    }

    private void tell(LogState log, LogBatch batch) {
        for (var listener : listeners) {
            try {
                listener.accept(batch);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "a follower of " + log.origin + " was not told", e);
            }
        }
    }

    private void complete(Waiting waiting) {
        var checkpoint = waiting.log().latest();
        if (checkpoint == null || stopped != null) {
            waiting.receipt().signed().completeExceptionally(unsigned());
        } else {
            waiting.receipt().signed().complete(new Appended(waiting.index(), checkpoint.size(), checkpoint));
        }
    }

    private void postpone(Waiting waiting) {
        unsigned.addLast(waiting);
        if (unsigned.size() > UNSIGNED) {
            unsigned.removeFirst().receipt().signed().completeExceptionally(unsigned());
        }
    }

    private static Rejection unsigned() {
        return new Rejection("ledger.unsigned", "durable; signed later, when the followers have answered");
    }

    private @Nullable Rejection refusal() {
        var why = stopped;
        if (why != null) {
            return why;
        }
        return full && clock.nanos() - fullUntil < 0 ? fullDisk() : null;
    }

    private Rejection stoppedNow() {
        var why = stopped;
        return why == null ? fullDisk() : why;
    }

    private void filled() {
        full = true;
        fullUntil = clock.nanos() + FULL_PAUSE;
        makeRoom();
    }

    void makeRoom() {
        try {
            reserve.give();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the reserve could not be given back", e);
        }
    }

    private static Rejection fullDisk() {
        return new Rejection("ledger.disk-full", "the disk is full; appends are taken again once there is room");
    }

    private void refuse(List<Work.Group> groups, Rejection why) {
        meter.count("tocsin_ledger_refused_total", groups.size());
        groups.forEach(group -> group.receipt().fail(why));
    }
}
