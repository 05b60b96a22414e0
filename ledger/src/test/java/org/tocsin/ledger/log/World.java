package org.tocsin.ledger.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.tocsin.crypto.seal.KeyWrap;
import org.tocsin.crypto.sign.Algorithm;
import org.tocsin.crypto.sign.SigningKey;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Meter;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.checkpoint.CheckpointKeys;
import org.tocsin.ledger.checkpoint.CheckpointSigner;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.disk.Disk;
import org.tocsin.ledger.entry.EntryType;
import org.tocsin.ledger.entry.Media;
import org.tocsin.ledger.entry.Payload;
import org.tocsin.ledger.follow.BatchVerifier;
import org.tocsin.ledger.follow.HeldLog;
import org.tocsin.ledger.follow.Verified;
import org.tocsin.ledger.wal.WalSettings;

/** A node's keys and store, which outlive the processes that a test lets die. */
final class World {
    static final LedgerSettings SMALL =
            new LedgerSettings(new WalSettings(64 << 10, 16, "test 1"), 32 << 10, 1_000, 4 << 20, 0, 0);
    private static final SigningKey ML_DSA = SigningKey.ofSeed(Algorithm.ML_DSA_44, new byte[32], Entropy.system());
    private static final SigningKey ED25519 = SigningKey.ofSeed(Algorithm.ED25519, new byte[32], Entropy.system());

    final Origin origin;
    final MemorySink sink = new MemorySink();
    final KeyWrap storeKey;
    private final Map<Origin, CheckpointSigner> signers = new HashMap<>();

    World() {
        this(Origin.fresh("acme.example", Entropy.system()), Entropy.system().bytes(KeyWrap.KEY));
    }

    /** The same node in another process. */
    World(Origin origin, byte[] storeKey) {
        this.origin = origin;
        this.storeKey = new KeyWrap(storeKey);
    }

    CheckpointSigner signer(Origin of) {
        return signers.computeIfAbsent(of, any -> new CheckpointSigner(of, ML_DSA, ED25519, Clock.system()));
    }

    Ledger open(Disk disk) throws IOException {
        return open(disk, SMALL);
    }

    Ledger open(Disk disk, LedgerSettings settings) throws IOException {
        return open(disk, settings, sink);
    }

    Ledger open(Disk disk, LedgerSettings settings, PayloadSink into) throws IOException {
        var ports = new Ports(disk, into, this::signer, storeKey, Clock.system(), Entropy.system(), Meter.none());
        return Ledger.open(settings, ports);
    }

    /** A ledger with one log that may sign. */
    Ledger released(Disk disk) throws IOException {
        var ledger = open(disk);
        if (!ledger.logs().contains(origin)) {
            ledger.create(origin);
        }
        ledger.release();
        return ledger;
    }

    BatchVerifier verifier() {
        return new BatchVerifier(new CheckpointKeys(origin, signer(origin).vkeys()));
    }

    /** Follows a log from where the follower stands to its signed end, as a peer would. */
    HeldLog follow(Ledger ledger, HeldLog held, List<String> seen) throws IOException {
        var at = held;
        while (true) {
            var batch = ledger.read(origin, at.size(), 100).orElseThrow();
            switch (verifier().verify(at, batch)) {
                case Verified.Batch verified -> {
                    verified.leaves()
                            .forEach(leaf -> seen.add(
                                    leaf.payload() == null
                                            ? "-"
                                            : words(Payload.decode(
                                                    leaf.payload().payload().toArray()))));
                    at = verified.held();
                    if (at.size() == batch.checkpoint().size()) {
                        return at;
                    }
                }
                case Verified.Rejected rejected -> throw rejected.why();
                case Verified.Contradiction lie -> throw new IllegalStateException(lie.toString());
            }
        }
    }

    static Statement statement(String words) {
        return Statement.of(EntryType.INDICATOR, 0, Payload.of(Media.CBOR, words.getBytes(StandardCharsets.UTF_8)));
    }

    static List<Statement> statements(String prefix, int count) {
        var statements = new ArrayList<Statement>();
        for (int i = 0; i < count; i++) {
            statements.add(statement(prefix + i));
        }
        return statements;
    }

    static String words(Payload payload) {
        return new String(payload.body().toArray(), StandardCharsets.UTF_8);
    }

    static Appended signed(Receipt receipt) {
        try {
            return receipt.signed().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Rejection refused ? refused : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static long durable(Receipt receipt) {
        try {
            return receipt.durable().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Rejection refused ? refused : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
