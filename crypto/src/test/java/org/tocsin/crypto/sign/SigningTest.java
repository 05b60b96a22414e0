package org.tocsin.crypto.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.cbor.CborReader;

final class SigningTest {
    private static final byte[] BODY = "ring".getBytes(StandardCharsets.UTF_8);
    private static final DualKey KEY = DualKey.generate(Entropy.system());

    @ParameterizedTest
    @EnumSource
    void aSignatureOverOtherBytesIsRefused(Algorithm algorithm) {
        var key = SigningKey.generate(algorithm, Entropy.system());
        var signature = key.sign(BODY);
        assertThat(signature).hasSize(algorithm.signatureSize());
        assertThat(key.verifying().verify(BODY, signature)).isTrue();
        assertThat(key.verifying().verify("wring".getBytes(StandardCharsets.UTF_8), signature))
                .isFalse();
        signature[17] ^= 1;
        assertThat(key.verifying().verify(BODY, signature)).isFalse();
        assertThat(key.verifying().verify(BODY, new byte[0])).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aStoredKeyIsTheSameKeyAfterwards(Algorithm algorithm) {
        var key = SigningKey.generate(algorithm, Entropy.system());
        var again = SigningKey.decode(key.encode(), Entropy.system());
        assertThat(again.verifying()).isEqualTo(key.verifying());
        assertThat(key.verifying().verify(BODY, again.sign(BODY))).isTrue();
        assertThat(VerifyingKey.ofSpki(algorithm, key.verifying().spki().toArray()))
                .isEqualTo(key.verifying());
    }

    @Test
    void aKeyFileOfANewerProgramIsRefusedByName() {
        var encoded = KEY.ed25519().encode();
        encoded[1] = 2;
        assertThatThrownBy(() -> SigningKey.decode(encoded, Entropy.system()))
                .isInstanceOf(Rejection.class)
                .hasMessageContaining("sign.version");
    }

    @Test
    void aSeedThatLostItsPublicKeyIsRefused() {
        var encoded = KEY.mldsa65().encode();
        encoded[10] ^= 1;
        assertThatThrownBy(() -> SigningKey.decode(encoded, Entropy.system())).hasMessageContaining("sign.mismatch");
    }

    @Test
    void oneOfTwoSignaturesIsNotEnough() {
        var other = DualKey.generate(Entropy.system());
        var good = KEY.sign("t", BODY);
        var bad = other.sign("t", BODY);
        assertThat(KEY.form().verify("t", BODY, good)).isTrue();
        assertThat(KEY.form().verify("t", BODY, new DualSignature(good.ed25519(), bad.mldsa65())))
                .isFalse();
        assertThat(KEY.form().verify("t", BODY, new DualSignature(bad.ed25519(), good.mldsa65())))
                .isFalse();
    }

    @Test
    void aSignatureForOnePurposeDoesNotServeAnother() {
        assertThat(KEY.form().verify("tocsin/roster/v1", BODY, KEY.sign("tocsin/descriptor/v1", BODY)))
                .isFalse();
    }

    @Test
    void aBodyIsBelievedOnlyWithTheNamedOrganisationsSignature() {
        var who = KEY.form().fingerprint();
        var other = DualKey.generate(Entropy.system());
        var signed = SignedBody.sign("t", BODY, who, KEY);
        var read = SignedBody.decode(signed.encoded().toArray());
        assertThat(read).isEqualTo(signed);
        assertThat(read.verify("t", who, KEY.form(), body -> new String(body, StandardCharsets.UTF_8))
                        .value())
                .isEqualTo("ring");
        assertThatThrownBy(() -> read.require("t", other.form().fingerprint(), other.form()))
                .hasMessageContaining("signed.missing");
        assertThatThrownBy(() -> read.require("t", who, other.form())).hasMessageContaining("signed.bad");
        assertThat(read.and("t", other.form().fingerprint(), other).signatures())
                .hasSize(2);
    }

    @Test
    void whatANewerProgramAddsIsPassedOnUnchanged() {
        var plain = SignedBody.sign("t", BODY, KEY.form().fingerprint(), KEY)
                .encoded()
                .toArray();
        var extended = new byte[plain.length + 1];
        System.arraycopy(plain, 0, extended, 0, plain.length);
        extended[0] = (byte) 0x83;
        extended[plain.length] = 7;
        var read = SignedBody.decode(extended);
        read.require("t", KEY.form().fingerprint(), KEY.form());
        assertThat(read.encoded()).isEqualTo(Bytes.of(extended));
    }

    @Test
    void aRootFormKeepsItsFingerprintOverTheWire() {
        var form = KEY.form();
        assertThat(RootForm.decode(form.encoded().toArray()).fingerprint()).isEqualTo(form.fingerprint());
        assertThat(DualKey.decode(KEY.encode(), Entropy.system()).form()).isEqualTo(form);
        assertThat(KEY.toString()).contains(form.fingerprint().toString()).hasSizeLessThan(80);
    }

    @Test
    void theWarmedSignerVerifiesItself() {
        SigningKey.warm(Algorithm.ML_DSA_44, 3, Entropy.system());
    }

    @FuzzTest
    void hostileSignedBodiesAreReadOrRefusedByName(byte[] data) {
        try {
            assertThat(SignedBody.decode(data).encoded()).isEqualTo(Bytes.of(data));
        } catch (Rejection refused) {
            assertThat(refused.code()).matches("(cbor|sign|signed|digest)\\..*");
        }
    }

    @FuzzTest
    void hostileRootFormsAreReadOrRefusedByName(byte[] data) {
        try {
            RootForm.read(new CborReader(data));
        } catch (Rejection refused) {
            assertThat(refused.code()).matches("(cbor|sign)\\..*");
        }
    }
}
