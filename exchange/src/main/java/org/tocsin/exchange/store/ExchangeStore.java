package org.tocsin.exchange.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.tocsin.exchange.AttackClass;
import org.tocsin.exchange.Place;
import org.tocsin.exchange.Report;
import org.tocsin.exchange.Statement;
import org.tocsin.exchange.Subject;
import org.tocsin.exchange.trust.MemberTrust;
import org.tocsin.exchange.trust.TrustJournal;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Prefix;
import org.tocsin.kernel.Recurring;
import org.tocsin.platform.store.Database;

/**
 * Notes what the trust engine decides and writes it in one go 250 to 750 ms later: writing at once would put the disk between an
 * attack and its block (measured: 8 / 35 ms of the loop at once, 3.6 / 11.4 ms later). What a crash takes from here, following
 * brings back: the cursor is saved after.
 */
public final class ExchangeStore implements TrustJournal, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ExchangeStore.class.getName());
    private static final int MOST_NOTES = 200_000;
    private static final long LEAST_WAIT_MS = 250;
    private static final long JITTER_MS = 500;

    private final Database database;
    private final Clock clock;
    private final ConcurrentLinkedQueue<Note> notes = new ConcurrentLinkedQueue<>();
    private final List<Note> unwritten = new ArrayList<>();

    /** Clearing up that can wait for the next note. */
    private final ConcurrentLinkedQueue<Consumer<Handle>> lazy = new ConcurrentLinkedQueue<>();

    private final AtomicInteger kept = new AtomicInteger();
    private final Recurring trouble;
    private final Thread flusher;
    private volatile boolean closed;

    /**
     * Something to write.
     *
     * @param after done once it is durable
     */
    private record Note(Consumer<Handle> work, Runnable after) {}

    public ExchangeStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        trouble = new Recurring(LOG, clock);
        flusher = Thread.ofVirtual().name("exchange-store").start(this::run);
    }

    private void run() {
        while (!closed) {
            if (kept.get() == 0) { // waiting for SQL parks as well and may have swallowed the wake-up
                LockSupport.park();
            }
            long jitter = Math.floorMod(clock.nanos(), JITTER_MS);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LEAST_WAIT_MS + jitter));
            tryFlush();
        }
    }

    /** A full disk must not end the journal: verdicts go on in memory, and are stored once there is room again. */
    private void tryFlush() {
        try {
            flush();
        } catch (RuntimeException e) {
            trouble.warn("verdicts could not be stored and wait in memory", e);
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        }
    }

    /** Writes what was noted so far, and waits. What can't be written is kept, in its order, for the next time. */
    public void flush() {
        write(false);
    }

    /** As {@link #flush}, for a person who waits: a full disk has room that is kept for that. */
    public void keep() {
        write(true);
    }

    private synchronized void write(boolean person) {
        for (var note = notes.poll(); note != null; note = notes.poll()) {
            unwritten.add(note);
        }
        var now = List.copyOf(unwritten);
        var chores = List.copyOf(lazy);
        if (now.isEmpty() && chores.isEmpty()) {
            return;
        }
        Function<Handle, Integer> all = handle -> {
            now.forEach(note -> note.work().accept(handle));
            chores.forEach(chore -> chore.accept(handle));
            return now.size();
        };
        var _ = person ? database.act(all) : database.writeNow(all);
        unwritten.clear();
        kept.addAndGet(-now.size());
        chores.forEach(_ -> lazy.remove());
        now.forEach(note -> note.after().run());
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(flusher);
        flush();
    }

    private void note(Consumer<Handle> work) {
        if (put(work, () -> {})) {
            LockSupport.unpark(flusher);
        }
    }

    private boolean put(Consumer<Handle> work, Runnable after) {
        if (kept.incrementAndGet() > MOST_NOTES) {
            kept.decrementAndGet();
            LOG.log(
                    System.Logger.Level.ERROR,
                    "more than {0} notes wait for the disk; one is lost at a restart",
                    MOST_NOTES);
            return false;
        }
        notes.add(new Note(work, after));
        return true;
    }

    /** An entry of another's log was acted on: stored behind what that changed. */
    public void acted(Place place, Runnable durable) {
        if (put(
                handle -> handle.createUpdate("insert into acted_on (reporter, log, idx) values (:reporter, :log, :idx)"
                                + " on conflict (reporter, log, idx) do nothing")
                        .bind("reporter", place.reporter().hex())
                        .bind("log", place.log())
                        .bind("idx", place.index())
                        .execute(),
                durable)) {
            LockSupport.unpark(flusher);
        }
    }

    /** Entries that do not come again. Wakes nobody: it is written with the next that must be, and a disk flush less is worth more. */
    public void passed(Fingerprint reporter, String log, List<Long> indices) {
        lazy.add(handle -> {
            var batch = handle.prepareBatch(
                    "delete from acted_on where reporter = :reporter and log = :log and idx = :idx");
            indices.forEach(index -> batch.bind("reporter", reporter.hex())
                    .bind("log", log)
                    .bind("idx", index)
                    .add());
            batch.execute();
        });
    }

    /** That a member took back, at a place in its log, what it said of the indicator with that id. */
    public record TakenBack(Place place, String id) {}

    public void withdrawn(TakenBack taken) {
        long now = clock.millis();
        note(handle -> handle.createUpdate("insert into withdrawn (reporter, log, id, idx, at)"
                        + " values (:reporter, :log, :id, :idx, :at) on conflict (reporter, log, id) do update set"
                        + " idx = case when excluded.idx > withdrawn.idx then excluded.idx else withdrawn.idx end,"
                        + " at = excluded.at")
                .bind("reporter", taken.place().reporter().hex())
                .bind("log", taken.place().log())
                .bind("id", taken.id())
                .bind("idx", taken.place().index())
                .bind("at", now)
                .execute());
    }

    public void forgetWithdrawn(Fingerprint reporter, String log, String id) {
        note(handle -> handle.createUpdate(
                        "delete from withdrawn where reporter = :reporter and log = :log and id = :id")
                .bind("reporter", reporter.hex())
                .bind("log", log)
                .bind("id", id)
                .execute());
    }

    /** Retractions, the longest ago first; whose statement nobody keeps any more is forgotten here. */
    public List<TakenBack> withdrawn() {
        long oldest = clock.now().minus(Statement.KEPT).toEpochMilli();
        var _ = database.writeNow(handle -> handle.createUpdate("delete from withdrawn where at < :oldest")
                .bind("oldest", oldest)
                .execute());
        return database.read(handle -> handle.createQuery("select reporter, log, id, idx from withdrawn order by at")
                .map((row, _) -> new TakenBack(
                        new Place(Fingerprint.hex(row.getString("reporter")), row.getString("log"), row.getLong("idx")),
                        row.getString("id")))
                .list());
    }

    /** Entries that were acted on and may come again. */
    public List<Place> acted() {
        return database.read(handle -> handle.createQuery("select reporter, log, idx from acted_on order by idx")
                .map((row, _) ->
                        new Place(Fingerprint.hex(row.getString("reporter")), row.getString("log"), row.getLong("idx")))
                .list());
    }

    @Override
    public void reported(Report report) {
        note(handle -> handle.createUpdate("insert into report (id, reporter, subject, attack, observed, received)"
                        + " values (:id, :reporter, :subject, :attack, :observed, :received)"
                        + " on conflict (id) do update set received = excluded.received, observed = excluded.observed,"
                        + " attack = excluded.attack")
                .bind("id", report.id())
                .bind("reporter", report.reporter().hex())
                .bind("subject", report.subject().toString())
                .bind("attack", report.attack().word())
                .bind("observed", report.observed() ? 1 : 0)
                .bind("received", report.received().toEpochMilli())
                .execute());
    }

    @Override
    public void retracted(Report report) {
        note(handle -> {
            for (var table : List.of("report", "full_trust")) {
                handle.createUpdate("delete from " + table + " where reporter = :reporter and subject = :subject")
                        .bind("reporter", report.reporter().hex())
                        .bind("subject", report.subject().toString())
                        .execute();
            }
        });
    }

    @Override
    public void trust(Fingerprint member, MemberTrust trust) {
        note(handle -> handle.createUpdate("insert into member_trust (member, prior, alpha, beta, at)"
                        + " values (:member, :prior, :alpha, :beta, :at) on conflict (member) do update set"
                        + " prior = excluded.prior, alpha = excluded.alpha, beta = excluded.beta, at = excluded.at")
                .bind("member", member.hex())
                .bind("prior", trust.prior().name())
                .bind("alpha", trust.alpha())
                .bind("beta", trust.beta())
                .bind("at", trust.at().toEpochMilli())
                .execute());
    }

    @Override
    public void allowed(Subject subject, String who, Instant until) {
        note(handle -> handle.createUpdate("insert into allowance (subject, who, until) values (:subject, :who, :until)"
                        + " on conflict (subject) do update set who = excluded.who, until = excluded.until")
                .bind("subject", subject.toString())
                .bind("who", who)
                .bind("until", until.toEpochMilli())
                .execute());
    }

    @Override
    public void fullyTrusted(Fingerprint reporter, Subject subject, Instant until) {
        word("full_trust", "until", reporter, subject, until);
    }

    @Override
    public void confirmed(Fingerprint reporter, Subject subject, Instant at) {
        word("confirmed", "at", reporter, subject, at);
    }

    @Override
    public void blocked(Subject subject, Instant until) {
        note(handle -> handle.createUpdate("insert into quorum_block (subject, until) values (:subject, :until)"
                        + " on conflict (subject) do update set until = excluded.until")
                .bind("subject", subject.toString())
                .bind("until", until.toEpochMilli())
                .execute());
    }

    @Override
    public void leased(Lane lane) {
        note(handle -> handle.createUpdate("insert into lane (subject, reporter, began, renewed, renewals)"
                        + " values (:subject, :reporter, :began, :renewed, :renewals) on conflict (reporter, subject)"
                        + " do update set began = excluded.began, renewed = excluded.renewed,"
                        + " renewals = excluded.renewals")
                .bind("subject", lane.subject().toString())
                .bind("reporter", lane.reporter().hex())
                .bind("began", lane.began().toEpochMilli())
                .bind("renewed", lane.renewed().toEpochMilli())
                .bind("renewals", lane.renewals())
                .execute());
    }

    /** Stays in the fast lane that began within the hour, the longest ago first; older ones are forgotten here. */
    public List<Lane> lanes() {
        long oldest = clock.now().minus(Lane.KEPT).toEpochMilli();
        var _ = database.writeNow(handle -> handle.createUpdate("delete from lane where began <= :oldest")
                .bind("oldest", oldest)
                .execute());
        return database.read(handle -> handle.createQuery("select * from lane order by began, renewed")
                .map((row, _) -> new Lane(
                        Subject.parse(row.getString("subject")),
                        Fingerprint.hex(row.getString("reporter")),
                        Instant.ofEpochMilli(row.getLong("began")),
                        Instant.ofEpochMilli(row.getLong("renewed")),
                        row.getInt("renewals")))
                .list());
    }

    private void word(String table, String column, Fingerprint reporter, Subject subject, Instant moment) {
        note(handle -> handle.createUpdate("insert into " + table + " (reporter, subject, " + column
                        + ") values (:reporter, :subject, :moment) on conflict (reporter, subject) do update set "
                        + column + " = excluded." + column)
                .bind("reporter", reporter.hex())
                .bind("subject", subject.toString())
                .bind("moment", moment.toEpochMilli())
                .execute());
    }

    /** All that this node said in a log below an index is noted; stored behind what it was noted behind. */
    public void said(String log, long next) {
        note(handle -> handle.createUpdate("insert into own_said (log, next) values (:log, :next)"
                        + " on conflict (log) do update set next = excluded.next")
                .bind("log", log)
                .bind("next", next)
                .execute());
    }

    /** First index of an own log whose statement may be missing here. */
    public long said(String log) {
        return database.read(handle -> handle.createQuery("select next from own_said where log = :log")
                .bind("log", log)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
    }

    /** Since when this node speaks in a log; from now on if it never did. Stored later: a crash before that begins it anew. */
    public Instant speaksSince(String log) {
        var known = database.read(handle -> handle.createQuery("select began from own_log where log = :log")
                .bind("log", log)
                .mapTo(Long.class)
                .findOne());
        if (known.isPresent()) {
            return Instant.ofEpochMilli(known.get());
        }
        long began = clock.millis();
        note(handle -> handle.createUpdate(
                        "insert into own_log (log, began) values (:log, :began) on conflict (log) do nothing")
                .bind("log", log)
                .bind("began", began)
                .execute());
        return Instant.ofEpochMilli(began);
    }

    /** A host completed a session here; follows memory like everything else. */
    public void completed(Subject.Host host, boolean authenticated, Instant at) {
        note(handle -> handle.createUpdate(
                        "insert into own_traffic (host, completed, good)"
                                + " values (:host, :at, :good) on conflict (host) do update set completed = excluded.completed,"
                                + " good = case when excluded.good > own_traffic.good then excluded.good else own_traffic.good end")
                .bind("host", host.toString())
                .bind("at", at.toEpochMilli())
                .bind("good", authenticated ? at.toEpochMilli() : 0)
                .execute());
    }

    /** Whom we talk to, as it was known before a restart. */
    public record Traffic(Subject.Host host, Instant completed, Instant good) {}

    /** Hosts seen within 30 days; older ones are forgotten here. */
    public List<Traffic> traffic() {
        long oldest = clock.millis() - TimeUnit.DAYS.toMillis(30);
        var _ = database.writeNow(handle -> handle.createUpdate("delete from own_traffic where completed < :oldest")
                .bind("oldest", oldest)
                .execute());
        return database.read(handle -> handle.createQuery("select * from own_traffic order by completed")
                .map((row, _) -> new Traffic(
                        Subject.host(Prefix.parse(row.getString("host")).address()),
                        Instant.ofEpochMilli(row.getLong("completed")),
                        Instant.ofEpochMilli(row.getLong("good"))))
                .list());
    }

    /** Reports received within the longest time that one can live, oldest first. */
    public List<Report> reports() {
        long oldest = oldest();
        database.writeNow(handle -> handle.createUpdate("delete from report where received < :oldest")
                .bind("oldest", oldest)
                .execute());
        return database.read(handle -> handle.createQuery("select * from report order by received")
                .map((row, _) -> new Report(
                        Fingerprint.hex(row.getString("reporter")),
                        row.getString("id"),
                        Subject.parse(row.getString("subject")),
                        AttackClass.of(row.getString("attack")).orElse(AttackClass.SCAN),
                        row.getLong("observed") == 1,
                        Instant.ofEpochMilli(row.getLong("received"))))
                .list());
    }

    /** Nothing that hangs on a report is older. */
    private long oldest() {
        return clock.now().minus(AttackClass.COMMAND_AND_CONTROL.life()).toEpochMilli();
    }

    /** What holds of a reporter's word about a subject, and until or since when. */
    public record Word(Fingerprint reporter, Subject subject, Instant at) {}

    /** Whose word counts as own evidence, and until when. */
    public List<Word> fullTrust() {
        database.writeNow(handle -> handle.createUpdate("delete from full_trust where until <= :now")
                .bind("now", clock.millis())
                .execute());
        return words("select reporter, subject, until as at from full_trust");
    }

    /** Whom a quorum blocks, and until when. */
    public Map<Subject, Instant> blocked() {
        database.writeNow(handle -> handle.createUpdate("delete from quorum_block where until <= :now")
                .bind("now", clock.millis())
                .execute());
        return database.read(handle -> handle.createQuery("select subject, until from quorum_block")
                .map((row, _) ->
                        Map.entry(Subject.parse(row.getString("subject")), Instant.ofEpochMilli(row.getLong("until"))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** Whose word confirms nobody any more, the longest ago first. */
    public List<Word> confirmed() {
        database.writeNow(handle -> handle.createUpdate("delete from confirmed where at < :oldest")
                .bind("oldest", oldest())
                .execute());
        return words("select reporter, subject, at from confirmed order by at");
    }

    private List<Word> words(String query) {
        return database.read(handle -> handle.createQuery(query)
                .map((row, _) -> new Word(
                        Fingerprint.hex(row.getString("reporter")),
                        Subject.parse(row.getString("subject")),
                        Instant.ofEpochMilli(row.getLong("at"))))
                .list());
    }

    public Map<Fingerprint, MemberTrust> trust() {
        var trust = new LinkedHashMap<Fingerprint, MemberTrust>();
        database.<Integer>read(handle -> {
            handle.createQuery("select * from member_trust")
                    .map((row, _) -> Map.entry(
                            Fingerprint.hex(row.getString("member")),
                            new MemberTrust(
                                    MemberTrust.Prior.valueOf(row.getString("prior")),
                                    row.getDouble("alpha"),
                                    row.getDouble("beta"),
                                    Instant.ofEpochMilli(row.getLong("at")))))
                    .forEach(entry -> trust.put(entry.getKey(), entry.getValue()));
            return trust.size();
        });
        return trust;
    }

    /** An operator's word that still stands. */
    public record Allowance(Subject subject, String who, Instant until) {}

    public List<Allowance> allowances() {
        return database.read(handle -> handle.createQuery("select * from allowance where until > :now")
                .bind("now", clock.millis())
                .map((row, _) -> new Allowance(
                        Subject.parse(row.getString("subject")),
                        row.getString("who"),
                        Instant.ofEpochMilli(row.getLong("until"))))
                .list());
    }
}
