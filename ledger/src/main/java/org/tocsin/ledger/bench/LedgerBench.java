package org.tocsin.ledger.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.tocsin.crypto.seal.KeyWrap;
import org.tocsin.crypto.sign.Algorithm;
import org.tocsin.crypto.sign.SigningKey;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Meter;
import org.tocsin.ledger.checkpoint.CheckpointSigner;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.disk.Disk;
import org.tocsin.ledger.entry.EntryType;
import org.tocsin.ledger.entry.Flags;
import org.tocsin.ledger.entry.Media;
import org.tocsin.ledger.entry.Payload;
import org.tocsin.ledger.log.Ledger;
import org.tocsin.ledger.log.LedgerSettings;
import org.tocsin.ledger.log.PayloadSink;
import org.tocsin.ledger.log.Ports;
import org.tocsin.ledger.log.Statement;
import org.tocsin.ledger.log.Stored;
import org.tocsin.ledger.wal.Sealed;

/** Appends to a real ledger in a given folder: hashed, encrypted, durable, signed; the store behind it keeps nothing. */
public final class LedgerBench {
    private static final int PAGE = 4_096;
    private static final int PROBES = 300;
    private static final int SINGLES = 400;
    private static final int IN_FLIGHT = 6;
    private static final String PROBE_FILE = "probe";

    private final Disk disk;
    private final Clock clock = Clock.system();

    /** The disk's folder is empty and on the file system to be measured. */
    public LedgerBench(Disk disk) {
        this.disk = disk;
    }

    /**
     * What to append.
     *
     * @param seconds of the measured part; a third of it is run before, unmeasured
     * @param group entries that a caller appends at once, at most 1,024
     * @param callers threads that append
     * @param payloadBytes body of each payload
     */
    public record Plan(int seconds, int group, int callers, int payloadBytes) {
        public static final Plan DEFAULT = new Plan(6, 256, 2, 200);
    }

    /**
     * What came out.
     *
     * @param entriesPerSecond durable and signed, in groups
     * @param commit from the append of a group to its signed receipt, under full load
     * @param single the same for one entry in an idle ledger
     * @param fdatasync of one page in a preallocated file, measured before, between and after
     */
    public record Result(double entriesPerSecond, Sample commit, Sample single, Sample fdatasync) {}

    /** Runs the plan; takes its seconds and a little more. */
    public Result run(Plan plan) throws IOException {
        var origin = Origin.fresh("bench.example", Entropy.system());
        var signer = new CheckpointSigner(
                origin,
                SigningKey.generate(Algorithm.ML_DSA_44, Entropy.system()),
                SigningKey.generate(Algorithm.ED25519, Entropy.system()),
                clock);
        var ports = new Ports(
                disk,
                new Forgetful(),
                any -> signer,
                KeyWrap.generate(Entropy.system()),
                clock,
                Entropy.system(),
                Meter.none());
        var syncs = new ArrayList<long[]>();
        try (var ledger = Ledger.open(LedgerSettings.defaults("bench"), ports)) {
            ledger.create(origin);
            ledger.release();
            load(ledger, origin, plan, Math.max(1, plan.seconds() / 3));
            syncs.add(probe());
            var single = singles(ledger, origin, plan);
            syncs.add(probe());
            var loaded = load(ledger, origin, plan, plan.seconds());
            syncs.add(probe());
            return new Result(loaded.rate(), loaded.commits(), single, Sample.ofNanos(joined(syncs)));
        }
    }

    private Sample singles(Ledger ledger, Origin origin, Plan plan) throws IOException {
        var nanos = new long[SINGLES];
        var statement = statements(1, plan.payloadBytes());
        for (int i = 0; i < SINGLES; i++) {
            long from = clock.nanos();
            finish(ledger.append(origin, statement).signed());
            nanos[i] = clock.nanos() - from;
        }
        return Sample.ofNanos(nanos);
    }

    /** Entries a second and the time that each group took. */
    private record Loaded(double rate, Sample commits) {}

    private Loaded load(Ledger ledger, Origin origin, Plan plan, int seconds) throws IOException {
        var entries = new LongAdder();
        var times = new ConcurrentLinkedQueue<Long>();
        long start = clock.nanos();
        long end = start + seconds * 1_000_000_000L;
        try (var threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var callers = new ArrayList<Future<?>>();
            for (int i = 0; i < plan.callers(); i++) {
                callers.add(threads.submit(() -> {
                    call(ledger, origin, plan, end, entries, times);
                    return null;
                }));
            }
            for (var caller : callers) {
                finish(caller);
            }
        }
        double rate = entries.sum() * 1e9 / (clock.nanos() - start);
        return new Loaded(
                rate, Sample.ofNanos(times.stream().mapToLong(Long::longValue).toArray()));
    }

    private void call(
            Ledger ledger, Origin origin, Plan plan, long end, LongAdder entries, ConcurrentLinkedQueue<Long> times)
            throws InterruptedException {
        var flight = new Semaphore(IN_FLIGHT);
        var statements = statements(plan.group(), plan.payloadBytes());
        while (clock.nanos() < end) {
            flight.acquire();
            long from = clock.nanos();
            var _ = ledger.append(origin, statements).signed().whenComplete((appended, failed) -> {
                if (failed == null) {
                    entries.add(statements.size());
                    times.add(clock.nanos() - from);
                }
                flight.release();
            });
        }
        flight.acquire(IN_FLIGHT);
    }

    /** The floor under every durable figure: one page, overwritten and synced. */
    private long[] probe() throws IOException {
        var nanos = new long[PROBES];
        try (var file = disk.create(PROBE_FILE, (long) PROBES * PAGE)) {
            for (int i = 0; i < PROBES; i++) {
                var page = ByteBuffer.wrap(Entropy.system().bytes(PAGE));
                long from = clock.nanos();
                file.write(page, (long) i * PAGE);
                file.sync();
                nanos[i] = clock.nanos() - from;
            }
        }
        disk.delete(PROBE_FILE);
        return nanos;
    }

    private static List<Statement> statements(int count, int payloadBytes) {
        var statements = new ArrayList<Statement>(count);
        for (int i = 0; i < count; i++) {
            var body = new byte[payloadBytes];
            Arrays.fill(body, (byte) i);
            statements.add(Statement.of(EntryType.INDICATOR, Flags.ERASABLE, Payload.of(Media.STIX, body)));
        }
        return statements;
    }

    private static long[] joined(List<long[]> parts) {
        return parts.stream().flatMapToLong(Arrays::stream).toArray();
    }

    private static void finish(Future<?> future) throws IOException {
        try {
            future.get();
        } catch (ExecutionException e) {
            throw new IOException("an append failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Takes payloads and keeps none: SQL has a bench of its own. */
    private static final class Forgetful implements PayloadSink {
        private long next;

        @Override
        public long next(long log) {
            return next;
        }

        @Override
        public void store(long log, long from, List<Stored> payloads) {
            next = from + payloads.size();
        }

        @Override
        public List<@Nullable Sealed> load(long log, long from, int count) {
            return Collections.nCopies(count, null);
        }

        @Override
        public Map<Long, Long> erase(long minute) {
            return Map.of();
        }
    }
}
