package org.tocsin.ledger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.crypto.sign.Algorithm;
import org.tocsin.crypto.sign.SigningKey;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;

final class CheckpointTest {
    private static final Origin ORIGIN = Origin.fresh("acme.example", Entropy.system());

    private final CheckpointSigner signer = signer(ORIGIN);
    private final CheckpointKeys keys = new CheckpointKeys(ORIGIN, signer.vkeys());
    private final Checkpoint checkpoint = signer.sign(17, Digest.hash());

    @Test
    void aCheckpointIsBelievedFromItsLogsKeyAlone() {
        var read = Checkpoint.parse(checkpoint.encoded().toArray());
        assertThat(read).isEqualTo(checkpoint);
        assertThat(keys.verifies(read)).isTrue();
        assertThat(new CheckpointKeys(ORIGIN, signer(ORIGIN).vkeys()).verifies(read))
                .isFalse();
    }

    @Test
    void theEd25519LineAloneIsNotEnough() {
        var text = new String(checkpoint.encoded().toArray(), StandardCharsets.UTF_8);
        int first = text.indexOf("\n\n") + 2;
        var classicOnly = text.substring(0, first) + text.substring(text.indexOf('\n', first) + 1);
        var stripped = Checkpoint.parse(classicOnly.getBytes(StandardCharsets.UTF_8));
        assertThat(keys.verifies(stripped)).isFalse();
    }

    @Test
    void theSuccessorsKeysDoNotSpeakForTheOldLog() {
        var next = signer(ORIGIN.next());
        assertThatThrownBy(() -> new CheckpointKeys(ORIGIN, next.vkeys())).hasMessageContaining("checkpoint.keys");
        assertThatThrownBy(() -> keys.require(next.sign(1, Digest.hash()))).hasMessageContaining("checkpoint.origin");
        assertThatThrownBy(
                        () -> new CheckpointKeys(ORIGIN, List.of(signer.vkeys().get(1))))
                .hasMessageContaining("checkpoint.keys");
    }

    @Test
    void twoRootsForOneSizeContradictEachOther() {
        assertThat(checkpoint.contradicts(signer.sign(17, Digest.hash(new byte[1]))))
                .isTrue();
        assertThat(checkpoint.contradicts(signer.sign(17, Digest.hash()))).isFalse();
        assertThat(checkpoint.contradicts(signer.sign(18, Digest.hash(new byte[1]))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme.example/tocsin/0011223344556677/0", "acme.example/tocsin/0011223344556677/01",
                "acme.example/tocsin/001122334455667/1", "acme.example/tocsin/00112233445566GG/1",
                "Acme.example/tocsin/0011223344556677/1", "/tocsin/0011223344556677/1",
                "acme..example/tocsin/0011223344556677/1", "acme.example/other/0011223344556677/1",
                "acme.example/tocsin/0011223344556677/1/2", "ac me/tocsin/0011223344556677/1"
            })
    void anOriginThatIsNotOursIsRefused(String text) {
        assertThatThrownBy(() -> Origin.parse(text)).isInstanceOf(Rejection.class);
    }

    @Test
    void anOriginReadsBack() {
        assertThat(Origin.parse(ORIGIN.toString())).isEqualTo(ORIGIN);
        assertThat(ORIGIN.next().number()).isEqualTo(2);
        assertThat(ORIGIN.next().id()).isEqualTo(ORIGIN.id());
    }

    @FuzzTest
    void hostileCheckpointsAreRefusedByName(byte[] data) {
        try {
            assertThat(Checkpoint.parse(data).encoded().toArray()).isEqualTo(data);
        } catch (Rejection refused) {
            assertThat(refused.code()).matches("(note|checkpoint|origin)\\..*");
        }
    }

    private static CheckpointSigner signer(Origin origin) {
        return new CheckpointSigner(
                origin,
                SigningKey.generate(Algorithm.ML_DSA_44, Entropy.system()),
                SigningKey.generate(Algorithm.ED25519, Entropy.system()),
                Clock.system());
    }
}
