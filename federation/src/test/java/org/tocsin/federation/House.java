package org.tocsin.federation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.tocsin.crypto.cert.Certificates;
import org.tocsin.crypto.cert.TlsIdentity;
import org.tocsin.crypto.seal.KeyWrap;
import org.tocsin.crypto.tls.TlsKeys;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Meter;
import org.tocsin.ledger.checkpoint.CheckpointSigner;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.disk.LocalDisk;
import org.tocsin.ledger.log.Ledger;
import org.tocsin.ledger.log.LedgerSettings;
import org.tocsin.ledger.log.Ports;
import org.tocsin.ledger.wal.WalSettings;
import org.tocsin.platform.Jobs;
import org.tocsin.platform.store.Migrations;
import org.tocsin.platform.store.SqliteDatabase;

/** A whole member of a federation but for exchange and edge: keys, ledger, store, listener. Can be stopped and started again. */
@SuppressWarnings("NullAway.Init") // what start() makes, stop() takes down
final class House implements AutoCloseable {
    static final Clock CLOCK = Clock.system();
    private static final Entropy ENTROPY = Entropy.system();

    final String domain;
    final LinkedBlockingQueue<VerifiedBatch> heard = new LinkedBlockingQueue<>();
    final LinkedBlockingQueue<Evidence> lies = new LinkedBlockingQueue<>();
    private final Path folder;
    private final HouseKeys keys;
    private Origin publicLog;
    Origin circleLog;
    private final FederationSettings settings;
    TlsIdentity tls;
    long number = 1;
    private @Nullable OwnDescriptor own;
    private @Nullable OwnDescriptor backedUp;
    private @Nullable TlsIdentity backedUpTls;
    /** Superseded logs, by their successors. */
    private final Map<Origin, OwnDescriptor.Log> old = new HashMap<>();

    Federation federation;
    Ledger ledger;
    private SqliteDatabase database;
    private Jobs jobs;

    House(Path parent, String domain, int port) throws IOException {
        this(
                parent,
                domain,
                port,
                FederationSettings.defaults().entriesAMinute(),
                FederationSettings.defaults().burst());
    }

    House(Path parent, String domain, int port, int entriesAMinute, int burst) throws IOException {
        this.domain = domain;
        this.folder = parent.resolve(domain);
        folder.toFile().mkdirs();
        keys = HouseKeys.at(folder, domain);
        publicLog = keys.publicLog();
        circleLog = keys.circleLog();
        tls = keys.tls();
        var defaults = FederationSettings.defaults();
        var urls = port == 0 ? List.<String>of() : List.of("https://127.0.0.1:" + port);
        settings = new FederationSettings("127.0.0.1:" + port, urls, entriesAMinute, burst, defaults.bytesASecond());
        start();
    }

    private void openLedger() throws IOException {
        database = SqliteDatabase.open(folder.resolve("t.db"), List.of(Migrations.of("federation", Federation.class)));
        var small = new LedgerSettings(new WalSettings(4 << 20, 8, "test"), 896 << 10, 8_192, 8 << 20, 1 << 20, 100);
        ledger = Ledger.open(
                small,
                new Ports(
                        new LocalDisk(folder.resolve("ledger")),
                        Federation.payloads(database),
                        this::signer,
                        new KeyWrap(keys.store().toArray()),
                        CLOCK,
                        ENTROPY,
                        Meter.none()));
    }

    void start() throws IOException {
        openLedger();
        for (var origin : List.of(publicLog, circleLog)) {
            if (!ledger.logs().contains(origin)) {
                ledger.create(origin);
            }
        }
        if (own == null || own.number() < number) {
            own = descriptor();
        }
        federation = new Federation(
                settings,
                new Federation.Ground(own, new TlsKeys(tls), ledger, publicLog, circleLog, database, CLOCK, ENTROPY));
        federation.onBatch(heard::add);
        federation.onEvidence(lies::add);
        federation.open();
        jobs = new Jobs(Clock.system());
        federation.jobs().forEach(jobs::start);
    }

    /** The first is kept in a file: another process must not say something else under the same number. */
    private OwnDescriptor descriptor() throws IOException {
        var file = folder.resolve("descriptor.cbor");
        if (number == 1 && Files.exists(file)) {
            return OwnDescriptor.read(Files.readAllBytes(file));
        }
        var issued = OwnDescriptor.issue(
                number,
                keys.root(),
                keys.documents().form(),
                domain,
                settings.urls(),
                List.of(tls.spki()),
                logs(),
                CLOCK.now());
        if (number == 1) {
            Files.write(file, issued.encoded());
        }
        return issued;
    }

    private List<OwnDescriptor.Log> logs() {
        var logs = new ArrayList<OwnDescriptor.Log>();
        for (var origin : List.of(publicLog, circleLog)) {
            var before = old.get(origin);
            var vkeys = signer(origin).vkeys();
            logs.add(before == null ? new OwnDescriptor.Log(origin, vkeys) : OwnDescriptor.Log.reopened(before, vkeys));
            if (before != null) {
                logs.add(before);
            }
        }
        return logs;
    }

    private CheckpointSigner signer(Origin origin) {
        return new CheckpointSigner(origin, keys.mldsa(), keys.ed25519(), CLOCK);
    }

    /** Another TLS key, named by the next descriptor. */
    void rotate() {
        tls = new Certificates(CLOCK, ENTROPY).selfSigned(domain, List.of("127.0.0.1"));
        number++;
    }

    /** A copy of all that would be in a backup, taken while the node stands still. */
    Path backUp() throws IOException {
        stop();
        var backup = folder.resolveSibling(domain + ".backup");
        copy(folder, backup);
        backedUp = Objects.requireNonNull(own);
        backedUpTls = tls;
        start();
        return backup;
    }

    void restore(Path backup) throws IOException {
        restore(backup, false);
    }

    /** Puts the backup back, with or without the cure. */
    void restore(Path backup, boolean reopen) throws IOException {
        stop();
        delete(folder);
        copy(backup, folder);
        own = Objects.requireNonNull(backedUp);
        tls = Objects.requireNonNull(backedUpTls);
        number = own.number();
        if (reopen) {
            reopen();
        }
        start();
    }

    private void reopen() throws IOException {
        number++;
        for (var log : List.of(publicLog, circleLog)) {
            old.put(log.next(), new OwnDescriptor.Log(log, signer(log).vkeys()));
        }
        openLedger();
        publicLog = ledger.reopen(publicLog);
        circleLog = ledger.reopen(circleLog);
        ledger.close();
        database.close();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    Path folder() {
        return folder;
    }

    SqliteDatabase database() {
        return database;
    }

    Fingerprint id() {
        return keys.root().form().fingerprint();
    }

    void say(String text) {
        var done = federation.publish(1, false, false, 1, Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
        done.orTimeout(20, TimeUnit.SECONDS).join();
    }

    void sayWithoutWaiting(String text) {
        var _ = federation.publish(1, false, false, 1, Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Waits for the next batch with something in it. */
    List<String> hear() throws InterruptedException {
        while (true) {
            var batch = heard.poll(20, TimeUnit.SECONDS);
            if (batch == null) {
                throw new AssertionError(domain + " heard nothing within 20 s, links: "
                        + federation.peers().stream()
                                .map(peer -> federation.link(peer.fingerprint()))
                                .toList()
                        + federation.followed());
            }
            if (!batch.said().isEmpty()) {
                return batch.said().stream()
                        .map(said -> said.body().map(House::text).orElse("-"))
                        .toList();
            }
        }
    }

    private static String text(Bytes body) {
        return new String(body.toArray(), StandardCharsets.UTF_8);
    }

    /** Both become accepted peers. */
    static void befriend(House inviter, House joiner) throws Exception {
        joiner.federation.join(inviter.federation.invite().token());
        inviter.federation.accept(joiner.id());
    }

    boolean connectedTo(House other) {
        return federation.link(other.id()).connected();
    }

    /** Waits until the link to another is down for a reason that contains these words. */
    void awaitProblem(House other, String words) throws InterruptedException {
        awaitProblem(other.id(), words);
    }

    void awaitProblem(Fingerprint other, String words) throws InterruptedException {
        await(domain + " has no trouble named " + words + " but: " + federation.link(other), () -> {
            var link = federation.link(other);
            return !link.connected() && link.problem().contains(words);
        });
    }

    /** Waits for something that another thread brings about. */
    static void await(String failure, BooleanSupplier done) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new AssertionError(failure);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** Waits until both see the connection. */
    static void awaitLink(House a, House b) throws InterruptedException {
        await(a.domain + " and " + b.domain + " do not meet", () -> a.connectedTo(b) && b.connectedTo(a));
    }

    void stop() throws IOException {
        jobs.close();
        federation.close();
        ledger.close();
        database.close();
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
