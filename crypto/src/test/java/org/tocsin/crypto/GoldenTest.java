package org.tocsin.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.tocsin.crypto.note.NoteSigner;
import org.tocsin.crypto.seal.KeyWrap;
import org.tocsin.crypto.seal.RecoveryPhrase;
import org.tocsin.crypto.seal.UnsealKey;
import org.tocsin.crypto.sign.Algorithm;
import org.tocsin.crypto.sign.DualKey;
import org.tocsin.crypto.sign.SignedBody;
import org.tocsin.crypto.sign.SigningKey;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Entropy;

/** Bytes that leave a node or outlive a program. A change of one is a new version of its format, never an edit here. */
final class GoldenTest {
    private static final byte[] SEED =
            HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    private static final SigningKey ED25519 = SigningKey.ofSeed(Algorithm.ED25519, SEED, Entropy.system());
    private static final SigningKey ML_DSA_65 = SigningKey.ofSeed(Algorithm.ML_DSA_65, SEED, Entropy.system());
    private static final DualKey KEY = new DualKey(ED25519, ML_DSA_65);

    @Test
    void theFingerprintOfARootNeverChanges() {
        assertThat(KEY.form().encoded().size()).isEqualTo(2_026);
        assertThat(KEY.form().fingerprint().hex())
                .isEqualTo("cd6285f7fc2aa4a1e47c487248af13ad6e33329aa252e5a1ff0e61e552f891c0");
    }

    @Test
    void aStoredKeyIsReadForEver() {
        assertThat(HexFormat.of().formatHex(ED25519.encode()))
                .isEqualTo("840101582000" + HexFormat.of().formatHex(SEED).substring(2) + "582c"
                        + "302a300506032b657003210003a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8");
        assertThat(Digest.hash(ML_DSA_65.encode()).toString())
                .isEqualTo("265c4753dfada33831106c64c97789f30f35edeca8ec33b210af33df325f822b");
    }

    @Test
    void aSignedBodyKeepsItsShape() {
        var signed = SignedBody.sign("t", new byte[] {1}, KEY.form().fingerprint(), KEY);
        assertThat(signed.encoded().hex())
                .startsWith("824101a15820" + KEY.form().fingerprint().hex() + "a2015840"
                        + HexFormat.of().formatHex(ED25519.sign(new byte[] {'t', 0, 1})) + "02590ced");
    }

    @Test
    void aVerifierKeyIsTheOneThatForeignToolsHold() {
        assertThat(new NoteSigner("acme.example/tocsin/0011223344556677/1", ED25519, Clock.system())
                        .verifier()
                        .encode())
                .isEqualTo(
                        "acme.example/tocsin/0011223344556677/1+9510bb5e+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4");
    }

    @Test
    void aPhraseOnPaperOpensWhatItClosed() {
        assertThat(RecoveryPhrase.of(new UnsealKey(Bytes.of(SEED))))
                .isEqualTo("aaaq eaye auda ocaj bifq ydio b4ib ceqt cqkr mfyy denb wha5 dypy opdq");
    }

    /** RFC 3394, section 4.6. */
    @Test
    void wrappedKeysAreThoseOfTheStandard() {
        var key = HexFormat.of().parseHex("00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f");
        assertThat(HexFormat.of().formatHex(new KeyWrap(SEED).wrap(key)))
                .isEqualTo("28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21");
    }
}
