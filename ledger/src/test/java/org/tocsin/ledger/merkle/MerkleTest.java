package org.tocsin.ledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Rejection;

final class MerkleTest {
    private static final int LARGEST = 70;

    private final Hasher hasher = new Hasher();
    private final Prover prover = new Prover(this::complete);

    @Test
    void aFrontierNeverDiffersFromTheTreeHashedWhole() {
        var frontier = new Frontier();
        for (int size = 0; size < LARGEST; size++) {
            assertThat(frontier.root()).isEqualTo(whole(0, size)).isEqualTo(prover.root(size));
            assertThat(Frontier.of(size, frontier.hashes()).root()).isEqualTo(frontier.root());
            assertThat(prover.frontier(size).hashes()).isEqualTo(frontier.hashes());
            frontier.append(leaf(size));
        }
    }

    @Test
    void everyLeafIsProvenAndNoOther() {
        for (int size = 1; size < LARGEST; size++) {
            for (int index = 0; index < size; index++) {
                var proof = prover.inclusion(index, size);
                var root = prover.root(size);
                assertThat(Proofs.inclusion(index, size, Digest.of(leaf(index)), proof, root))
                        .isTrue();
                assertThat(Proofs.inclusion(index, size, Digest.of(leaf(index + 1)), proof, root))
                        .isFalse();
                assertThat(Proofs.inclusion(index + 1, size, Digest.of(leaf(index)), proof, root))
                        .isFalse();
            }
        }
    }

    @Test
    void everyExtensionIsProvenAndNoRewriting() {
        for (int larger = 1; larger < LARGEST; larger++) {
            for (int smaller = 1; smaller <= larger; smaller++) {
                var proof = prover.consistency(smaller, larger);
                var before = prover.root(smaller);
                var after = prover.root(larger);
                assertThat(Proofs.consistency(smaller, larger, proof, before, after))
                        .isTrue();
                assertThat(Proofs.consistency(smaller, larger, proof, Digest.hash(new byte[] {1}), after))
                        .isFalse();
                assertThat(Proofs.consistency(smaller, larger, extended(proof), before, after))
                        .isFalse();
            }
        }
    }

    @Test
    void aFrontierOfTheWrongNumberOfHashesIsRefused() {
        assertThatThrownBy(() -> Frontier.of(3, List.of(Digest.hash()))).hasMessageContaining("merkle.frontier");
        assertThatThrownBy(() -> prover.inclusion(3, 3)).isInstanceOf(Rejection.class);
        assertThatThrownBy(() -> prover.consistency(4, 3)).isInstanceOf(Rejection.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1234067, 256, tile/0/x001/x234/067",
        "1, 0, 17, tile/1/000.p/17",
        "2, 999, 256, tile/2/999",
        "0, 1000, 1, tile/0/x001/000.p/1"
    })
    void aTileLiesWhereEveryOtherToolLooksForIt(int level, long index, int width, String path) {
        assertThat(Tiles.path(level, index, width)).isEqualTo(path);
    }

    @Test
    void theWidthsAreThoseOfTheSpecificationsExample() {
        assertThat(Tiles.width(0, 272, 70_000)).isEqualTo(256);
        assertThat(Tiles.width(0, 273, 70_000)).isEqualTo(112);
        assertThat(Tiles.width(1, 0, 70_000)).isEqualTo(256);
        assertThat(Tiles.width(1, 1, 70_000)).isEqualTo(17);
        assertThat(Tiles.width(2, 0, 70_000)).isEqualTo(1);
        assertThat(Tiles.width(0, 274, 70_000)).isZero();
    }

    @Test
    void aNodeInsideATileIsTheTreesOwn() {
        var tile = new byte[Tiles.WIDTH * Hasher.SIZE];
        for (int i = 0; i < Tiles.WIDTH; i++) {
            System.arraycopy(leaf(i), 0, tile, i * Hasher.SIZE, Hasher.SIZE);
        }
        for (int height = 0; height <= Tiles.HEIGHT; height++) {
            int last = (Tiles.WIDTH >> height) - 1;
            assertThat(Tiles.node(hasher, tile, height, last)).isEqualTo(complete(height, last));
        }
    }

    @FuzzTest
    void hostileProofsNeverEndInAnException(byte[] data) {
        var in = ByteBuffer.wrap(data);
        if (in.remaining() < 24) {
            return;
        }
        long index = in.getLong();
        long start = in.getLong();
        long size = in.getLong();
        var proof = new ArrayList<Digest>();
        while (in.remaining() >= Digest.SIZE) {
            var hash = new byte[Digest.SIZE];
            in.get(hash);
            proof.add(Digest.of(hash));
        }
        var one = Digest.hash(data);
        assertThat(Proofs.inclusion(index, size, one, proof, Digest.hash(new byte[2])))
                .isFalse();
        assertThat(Proofs.subtreeConsistency(start, index, size, proof, one, Digest.hash(new byte[2])))
                .isFalse();
    }

    private byte[] leaf(int index) {
        return hasher.leaf(new byte[] {(byte) index, (byte) (index >> 8)});
    }

    private byte[] complete(int level, long index) {
        return whole((int) (index << level), (int) ((index + 1) << level)).toArray();
    }

    /** The definition, word by word. */
    private Digest whole(int from, int to) {
        if (from == to) {
            return Digest.hash();
        }
        if (to - from == 1) {
            return Digest.of(leaf(from));
        }
        int split = from + Integer.highestOneBit(to - from - 1);
        return Digest.of(
                hasher.node(whole(from, split).toArray(), whole(split, to).toArray()));
    }

    private static List<Digest> extended(List<Digest> proof) {
        var longer = new ArrayList<>(proof);
        longer.add(Digest.hash());
        return longer;
    }
}
