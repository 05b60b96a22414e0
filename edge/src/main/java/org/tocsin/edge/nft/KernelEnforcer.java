package org.tocsin.edge.nft;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Meter;
import org.tocsin.kernel.Prefix;
import org.tocsin.kernel.Rejection;
import org.tocsin.policy.Blocklists;
import org.tocsin.policy.Change;
import org.tocsin.policy.Subject;

/**
 * Keeps the kernel's table in step with the block list. A small change is in the kernel before the swap that brought it returns; a
 * whole list, or whatever failed, is written anew by a thread of its own, which also looks twice a second whether somebody else
 * changed the table. Until the kernel has acknowledged all of it, {@link #isInStep} is false.
 */
public final class KernelEnforcer implements AutoCloseable {
    /** The table's name, family inet. */
    public static final String TABLE = "tocsin";

    /** More ranges at once than this are written with the whole table. */
    private static final int SMALL = 64;

    private static final Duration LOOK_EACH = Duration.ofMillis(500);
    /** Elements whose end is further away than the kernel is told get their rest. */
    private static final Duration RENEW_EACH = Table.LONGEST.dividedBy(2);

    private static final System.Logger LOG = System.getLogger(KernelEnforcer.class.getName());

    private final Netlink netlink;
    private final Table table;
    private final Mirror mirror;
    private final Blocklists blocklists;
    private final Clock clock;
    private final Meter meter;
    private final KernelEvents events;
    private final ReentrantLock lock = new ReentrantLock();
    private final Semaphore wake = new Semaphore(0);
    private final AtomicLong looks = new AtomicLong();
    private final Map<Kind, Drops> dropped = new EnumMap<>(Kind.class);
    private final Map<Kind, Drops> earlier = new EnumMap<>(Kind.class);
    private final Runnable unlisten;
    private final Thread worker;
    private long restored;
    private long written;
    private String trouble = "";
    private volatile boolean inStep;
    private volatile boolean closed;
    private volatile KernelState state;

    private KernelEnforcer(
            Netlink netlink,
            Table table,
            List<Prefix> allowed,
            Blocklists blocklists,
            Clock clock,
            Meter meter,
            KernelEvents events) {
        this.netlink = netlink;
        this.table = table;
        this.mirror = new Mirror(allowed);
        this.blocklists = blocklists;
        this.clock = clock;
        this.meter = meter;
        this.events = events;
        for (var kind : Kind.values()) {
            dropped.put(kind, Drops.NONE);
            earlier.put(kind, Drops.NONE);
        }
        lock.lock();
        unlisten = blocklists.listen(this::on);
        try {
            write();
        } catch (Rejection refused) {
            closed = true;
            unlisten.run();
            throw refused;
        } finally {
            state = shown();
            lock.unlock();
        }
        worker = Thread.ofPlatform().daemon().name("kernel-sets").start(this::tend);
    }

    /**
     * Writes the table and keeps it from now on. What a node left behind that was killed is replaced in the same step. Refused by
     * name: no right to ({@code nft.permission}), a kernel without nf_tables ({@code nft.missing}), a table of that name that
     * somebody else made ({@code nft.foreign-table}, {@code nft.other-node}).
     *
     * @param node names this node, and stays the same over restarts
     * @param allowed never dropped by the table
     */
    public static KernelEnforcer start(
            String node, List<Prefix> allowed, Blocklists blocklists, Clock clock, Meter meter, KernelEvents events) {
        var netlink = Netlink.open();
        try {
            return new KernelEnforcer(
                    netlink, new Table(netlink, TABLE, node), allowed, blocklists, clock, meter, events);
        } catch (Rejection refused) {
            netlink.close();
            throw refused;
        }
    }

    /** Whether the kernel has acknowledged all that the block list holds. */
    public boolean isInStep() {
        return inStep;
    }

    public KernelState state() {
        return state;
    }

    /** How often it was looked whether the table is as it should be. */
    long looks() {
        return looks.get();
    }

    /** On the thread that swapped: what it says afterwards is true. */
    private void on(Change change) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            var ranges = new LinkedHashSet<Prefix>();
            collect(change.added(), ranges);
            collect(change.removed(), ranges);
            if (change.replaced() || ranges.size() > SMALL || !inStep) {
                later();
            } else if (!ranges.isEmpty()) {
                put(change, ranges);
            }
        } catch (Rejection refused) {
            later();
            trouble(refused);
        } finally {
            lock.unlock();
        }
    }

    private static void collect(List<Subject> subjects, Set<Prefix> ranges) {
        for (var subject : subjects) {
            if (subject instanceof Subject.Hosts(var prefix)) {
                ranges.add(prefix);
            }
        }
    }

    private void put(Change change, Set<Prefix> ranges) {
        long now = clock.millis();
        var difference = mirror.update(change.now(), ranges, now);
        if (!mirror.fits(difference.put())) {
            later();
        } else if (!difference.isEmpty()) {
            table.change(difference.gone(), Mirror.lasting(difference.put(), now));
        }
    }

    private void later() {
        inStep = false;
        wake.release();
    }

    private void tend() {
        while (!closed) {
            try {
                var _ = wake.tryAcquire(LOOK_EACH.toMillis(), TimeUnit.MILLISECONDS);
                wake.drainPermits();
                look();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void look() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            mirror.sweep(clock.millis());
            if (!inStep || clock.nanos() - written > RENEW_EACH.toNanos()) {
                write();
            } else if (!isWhole()) {
                restored++;
                write();
                events.said(true, "the kernel's table " + TABLE + " was changed by somebody else; it is written anew");
            }
            count();
            well();
        } catch (Rejection refused) {
            inStep = false;
            trouble(refused);
        } finally {
            state = shown();
            looks.incrementAndGet();
            lock.unlock();
        }
    }

    /** Cheap while nobody but us changes rules on this machine; else all of the table is looked at. */
    private boolean isWhole() {
        int seen = table.generation();
        if (table.isOf(seen)) {
            return true;
        }
        if (table.owner() != Table.Owner.OURS || table.rules() != Structure.rules(mirror.layout())) {
            return false;
        }
        var found = new HashMap<SetName, Set<Element>>();
        for (var set : mirror.layout().sets()) {
            found.put(set, table.members(set).keySet());
        }
        boolean whole = mirror.matches(found, clock.millis());
        if (whole) {
            table.trust(seen);
        }
        return whole;
    }

    private void write() {
        inStep = false;
        long now = clock.millis();
        mirror.rebuild(blocklists.current(), now);
        table.rewrite(mirror.layout(), mirror.lasting(now));
        // Counters begin anew with the table; what they had at the last look is kept.
        earlier.putAll(dropped);
        written = clock.nanos();
        inStep = true;
    }

    private void count() {
        table.drops().forEach((kind, drops) -> {
            var before = dropped.getOrDefault(kind, Drops.NONE);
            var total = earlier.getOrDefault(kind, Drops.NONE).plus(drops);
            dropped.put(kind, total);
            meter.count("tocsin_edge_kernel_" + kind.counter() + "_total", total.packets() - before.packets());
        });
        meter.gauge("tocsin_edge_kernel_in_step", inStep ? 1 : 0);
        meter.gauge("tocsin_edge_kernel_restored", (double) restored);
        meter.gauge("tocsin_edge_kernel_left_out", (double) mirror.leftOut());
    }

    /** Told once for each kind of trouble, not twice a second. */
    private void trouble(Rejection refused) {
        meter.gauge("tocsin_edge_kernel_in_step", 0);
        boolean news = !trouble.startsWith(refused.code() + ":");
        trouble = refused.getMessage();
        state = shown();
        if (news) {
            events.said(true, "the kernel's table is not in step: " + trouble);
        }
    }

    private void well() {
        if (!trouble.isEmpty()) {
            trouble = "";
            events.said(false, "the kernel's table " + TABLE + " is in step again");
        }
    }

    private KernelState shown() {
        return new KernelState(inStep, trouble, mirror.sizes(), dropped, mirror.leftOut(), restored);
    }

    /** Stops, and removes the table: whoever stops a node wants its blocks gone. */
    @Override
    public void close() {
        unlisten.run();
        worker.interrupt();
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            inStep = false;
            remove();
            netlink.close();
        } finally {
            lock.unlock();
        }
    }

    private void remove() {
        try {
            table.remove();
        } catch (Rejection refused) {
            LOG.log(Level.WARNING, "the kernel''s table could not be removed: {0}", refused.getMessage());
        }
    }
}
