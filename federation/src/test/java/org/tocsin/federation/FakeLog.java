package org.tocsin.federation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tocsin.crypto.sign.Algorithm;
import org.tocsin.crypto.sign.SigningKey;
import org.tocsin.federation.frame.Frame;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Entropy;
import org.tocsin.ledger.checkpoint.Checkpoint;
import org.tocsin.ledger.checkpoint.CheckpointSigner;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.entry.Entry;
import org.tocsin.ledger.entry.Payload;
import org.tocsin.ledger.entry.Salted;
import org.tocsin.ledger.merkle.Frontier;
import org.tocsin.ledger.merkle.Hasher;

/** A log in memory that signs whatever it is asked to, forks included. */
final class FakeLog {
    private static final Clock CLOCK = Clock.system();
    private static final Entropy ENTROPY = Entropy.system();

    final Origin origin;
    private final CheckpointSigner signer;
    private final List<Bytes> entries = new ArrayList<>();
    private final List<Salted> payloads = new ArrayList<>();

    FakeLog(String domain) {
        this(signer(Origin.fresh(domain, ENTROPY)));
    }

    FakeLog(Origin origin) {
        this(signer(origin));
    }

    private FakeLog(CheckpointSigner signer) {
        this.origin = signer.origin();
        this.signer = signer;
    }

    private static CheckpointSigner signer(Origin origin) {
        var mldsa = SigningKey.generate(Algorithm.ML_DSA_44, ENTROPY);
        return new CheckpointSigner(origin, mldsa, SigningKey.generate(Algorithm.ED25519, ENTROPY), CLOCK);
    }

    OwnDescriptor.Log described() {
        return new OwnDescriptor.Log(origin, signer.vkeys());
    }

    /** The same log up to here, under the same keys, that will go on differently. */
    FakeLog fork() {
        var fork = new FakeLog(signer);
        fork.entries.addAll(entries);
        fork.payloads.addAll(payloads);
        return fork;
    }

    FakeLog add(String... texts) {
        for (var text : texts) {
            add(1, 0, text);
        }
        return this;
    }

    FakeLog add(int type, long flags, String text) {
        var payload = Payload.of(1, text.getBytes(StandardCharsets.UTF_8));
        var salted = Salted.fresh(payload.encode(), ENTROPY);
        entries.add(Entry.of(type, CLOCK.minute(), salted.commitment(), flags).encoded());
        payloads.add(salted);
        return this;
    }

    /** An entry of bytes that this version can't read. */
    FakeLog addRaw(byte[] entry) {
        entries.add(Bytes.of(entry));
        payloads.add(Salted.fresh(new byte[] {(byte) 0xa0}, ENTROPY));
        return this;
    }

    int size() {
        return entries.size();
    }

    Digest root(int size) {
        var frontier = Frontier.of(0, List.of());
        var hasher = new Hasher();
        entries.subList(0, size).forEach(entry -> frontier.append(hasher.leaf(entry.shared())));
        return frontier.root();
    }

    Checkpoint checkpoint(int size) {
        return signer.sign(size, root(size));
    }

    Frame.Salted payload(int index) {
        var salted = payloads.get(index);
        return new Frame.Salted(salted.salt(), salted.payload());
    }

    /** Everything from an index on, with a checkpoint of the whole. */
    Frame.Batch batch(int from) {
        return batch(from, checkpoint(size()));
    }

    Frame.Batch batch(int from, Checkpoint checkpoint) {
        var sent = new ArrayList<Optional<Frame.Salted>>();
        for (int i = from; i < size(); i++) {
            sent.add(Optional.of(payload(i)));
        }
        return new Frame.Batch(
                origin.toString(), from, checkpoint.encoded(), entries.subList(from, size()), sent, List.of());
    }
}
