package org.tocsin.ledger.follow;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tocsin.crypto.sign.Algorithm;
import org.tocsin.crypto.sign.SigningKey;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.checkpoint.Checkpoint;
import org.tocsin.ledger.checkpoint.CheckpointKeys;
import org.tocsin.ledger.checkpoint.CheckpointSigner;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.entry.Entry;
import org.tocsin.ledger.entry.Media;
import org.tocsin.ledger.entry.Payload;
import org.tocsin.ledger.entry.Salted;
import org.tocsin.ledger.merkle.Frontier;
import org.tocsin.ledger.merkle.Hasher;
import org.tocsin.ledger.merkle.Prover;

final class BatchVerifierTest {
    private static final Origin ORIGIN = Origin.fresh("acme.example", Entropy.system());
    private static final CheckpointSigner OWNER = signer();
    private static final CheckpointSigner FORGER = signer();
    private static final int SIZE = 20;

    private final Hasher hasher = new Hasher();
    private final List<Salted> payloads = new ArrayList<>();
    private final List<Bytes> entries = new ArrayList<>();
    private final BatchVerifier verifier = new BatchVerifier(new CheckpointKeys(ORIGIN, OWNER.vkeys()));

    BatchVerifierTest() {
        for (int i = 0; i < SIZE; i++) {
            var payload =
                    Salted.fresh(Payload.of(Media.CBOR, new byte[] {(byte) i}).encode(), Entropy.system());
            payloads.add(payload);
            entries.add(Entry.of(1, 1, payload.commitment(), 0).encoded());
        }
    }

    @Test
    void oneSignatureVouchesForABatchInSeveralFrames() {
        var checkpoint = signed(SIZE);
        var held = held(batch(0, 7, checkpoint));
        assertThat(held.size()).isEqualTo(7);
        assertThat(held.root()).isEqualTo(root(7));
        var whole = (Verified.Batch) verifier.verify(held, batch(7, SIZE, checkpoint));
        assertThat(whole.held().root()).isEqualTo(checkpoint.root());
        assertThat(whole.leaves()).hasSize(13).allMatch(leaf -> leaf.entry() != null && leaf.payload() != null);
        assertThat(HeldLog.decode(whole.held().encode())).isEqualTo(whole.held());
    }

    @Test
    void aGapIsRefused() {
        refused("follow.gap", HeldLog.empty(ORIGIN), batch(1, SIZE, signed(SIZE)));
    }

    @Test
    void aReplayIsRefused() {
        refused("follow.replay", held(batch(0, SIZE, signed(SIZE))), batch(0, SIZE, signed(SIZE)));
    }

    @Test
    void aForgedSignatureIsRefused() {
        refused("follow.signature", HeldLog.empty(ORIGIN), batch(0, SIZE, FORGER.sign(SIZE, root(SIZE))));
    }

    @Test
    void aChangedEntryIsRefused() {
        var batch = batch(0, SIZE, signed(SIZE));
        var changed = new ArrayList<>(batch.entries());
        Collections.swap(changed, 3, 4);
        refused("follow.not-an-extension", HeldLog.empty(ORIGIN), with(batch, changed, withheld(), batch.proof()));
    }

    @Test
    void aHistoryThatWasRewrittenIsRefused() {
        var held = held(batch(0, 7, signed(7)));
        Collections.swap(entries, 2, 3);
        Collections.swap(payloads, 2, 3);
        refused("follow.not-an-extension", held, batch(7, SIZE, signed(SIZE)));
        refused("follow.not-an-extension", held, batch(7, 9, signed(SIZE)));
    }

    @Test
    void aPayloadThatTheEntryDoesNotBindIsRefused() {
        var batch = batch(0, SIZE, signed(SIZE));
        var swapped = new ArrayList<@Nullable Salted>(batch.payloads());
        Collections.swap(swapped, 3, 4);
        var outcome = verifier.verify(HeldLog.empty(ORIGIN), with(batch, batch.entries(), swapped, batch.proof()));
        assertThat(outcome).isInstanceOfSatisfying(Verified.Rejected.class, rejected -> {
            assertThat(rejected.why().code()).isEqualTo("follow.commitment");
            assertThat(rejected.index()).isEqualTo(3);
        });
    }

    @Test
    void withheldPayloadsDoNotStopTheLog() {
        var batch = batch(0, SIZE, signed(SIZE));
        var outcome = verifier.verify(HeldLog.empty(ORIGIN), with(batch, batch.entries(), withheld(), List.of()));
        assertThat(outcome).isInstanceOfSatisfying(Verified.Batch.class, verified -> assertThat(verified.leaves())
                .allMatch(leaf -> leaf.payload() == null));
    }

    @Test
    void anEntryOfANewerProgramIsHashedAndKept() {
        entries.set(5, Bytes.of(new byte[] {(byte) 0x81, 2}));
        var outcome = verifier.verify(HeldLog.empty(ORIGIN), batch(0, SIZE, signed(SIZE)));
        assertThat(outcome).isInstanceOfSatisfying(Verified.Batch.class, verified -> {
            assertThat(verified.leaves().get(5).entry()).isNull();
            assertThat(verified.leaves().get(6).entry()).isNotNull();
        });
    }

    @Test
    void tooManyEntriesAndTooLargeOnesAreRefused() {
        var many = Collections.nCopies(1_025, entries.getFirst());
        var none = Collections.<@Nullable Salted>nCopies(1_025, null);
        var flood = new LogBatch(ORIGIN, 0, signed(SIZE), many, none, List.of());
        refused("follow.entries", HeldLog.empty(ORIGIN), flood);
        entries.set(0, Bytes.of(new byte[301]));
        refused("follow.entry-size", HeldLog.empty(ORIGIN), batch(0, SIZE, signed(SIZE)));
    }

    @Test
    void aProofTooMuchIsRefused() {
        var batch = batch(0, SIZE, signed(SIZE));
        var proof = List.of(Digest.hash());
        refused(
                "follow.not-an-extension",
                HeldLog.empty(ORIGIN),
                with(batch, batch.entries(), batch.payloads(), proof));
    }

    @Test
    void aBatchOfAnotherLogIsRefused() {
        refused("follow.origin", HeldLog.empty(ORIGIN.next()), batch(0, SIZE, signed(SIZE)));
    }

    @Test
    void twoSignedRootsForOneSizeAreProofOfALie() {
        var held = held(batch(0, SIZE, signed(SIZE)));
        var other = OWNER.sign(SIZE, Digest.hash(new byte[] {1}));
        var lie = new LogBatch(ORIGIN, SIZE, other, List.of(), List.of(), List.of());
        assertThat(verifier.verify(held, lie))
                .isInstanceOfSatisfying(Verified.Contradiction.class, proof -> assertThat(proof.shown())
                        .isEqualTo(other));
    }

    @Test
    void anIdleCheckpointIsTakenAgainAndAgain() {
        var held = held(batch(0, SIZE, signed(SIZE)));
        assertThat(verifier.verify(held, batch(SIZE, SIZE, signed(SIZE)))).isInstanceOf(Verified.Batch.class);
    }

    @Test
    void onlyTheLastHeadsAreKept() {
        var heads = new Heads();
        for (int size = 1; size <= Heads.KEPT + 10; size++) {
            heads.note(size, Digest.hash(new byte[] {(byte) size}));
        }
        heads.note(5, Digest.hash());
        assertThat(heads.all()).hasSize(Heads.KEPT);
        assertThat(heads.rootAt(5)).isEmpty();
        assertThat(heads.rootAt(11)).contains(Digest.hash(new byte[] {11}));
    }

    @FuzzTest
    void hostileHeldLogsAreRefusedByName(byte[] data) {
        try {
            HeldLog.decode(data);
        } catch (Rejection refused) {
            assertThat(refused.code()).matches("(follow|cbor|origin|digest|note|checkpoint)\\..*");
        }
    }

    private HeldLog held(LogBatch batch) {
        return ((Verified.Batch) verifier.verify(HeldLog.empty(ORIGIN), batch)).held();
    }

    private void refused(String code, HeldLog held, LogBatch batch) {
        assertThat(verifier.verify(held, batch)).isInstanceOfSatisfying(Verified.Rejected.class, rejected -> assertThat(
                        rejected.why().code())
                .isEqualTo(code));
    }

    private LogBatch batch(int from, int to, Checkpoint checkpoint) {
        var proof =
                from == to || to == checkpoint.size() ? List.<Digest>of() : prover().consistency(to, checkpoint.size());
        return new LogBatch(
                ORIGIN,
                from,
                checkpoint,
                entries.subList(from, to),
                new ArrayList<@Nullable Salted>(payloads.subList(from, to)),
                proof);
    }

    private static LogBatch with(
            LogBatch batch, List<Bytes> entries, List<@Nullable Salted> payloads, List<Digest> proof) {
        return new LogBatch(ORIGIN, batch.from(), batch.checkpoint(), entries, payloads, proof);
    }

    private static List<@Nullable Salted> withheld() {
        return Collections.nCopies(SIZE, null);
    }

    private Checkpoint signed(int size) {
        return OWNER.sign(size, root(size));
    }

    private Digest root(int size) {
        var frontier = new Frontier();
        entries.subList(0, size).forEach(entry -> frontier.append(hasher.leaf(entry.shared())));
        return frontier.root();
    }

    private Prover prover() {
        return new Prover((level, index) -> {
            var frontier = new Frontier();
            long first = index << level;
            entries.subList((int) first, (int) (first + (1L << level)))
                    .forEach(entry -> frontier.append(hasher.leaf(entry.shared())));
            return frontier.root().toArray();
        });
    }

    private static CheckpointSigner signer() {
        return new CheckpointSigner(
                ORIGIN,
                SigningKey.generate(Algorithm.ML_DSA_44, Entropy.system()),
                SigningKey.generate(Algorithm.ED25519, Entropy.system()),
                Clock.system());
    }
}
