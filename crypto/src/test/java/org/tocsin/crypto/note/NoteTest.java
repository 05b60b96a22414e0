package org.tocsin.crypto.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.crypto.sign.Algorithm;
import org.tocsin.crypto.sign.SigningKey;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;

final class NoteTest {
    private static final String ORIGIN = "acme.example/tocsin/00112233aabbccdd/1";
    private static final TreeHead HEAD = new TreeHead(ORIGIN, 20852163, Digest.hash());

    private final NoteSigner pq = signer(Algorithm.ML_DSA_44);
    private final NoteSigner classic = signer(Algorithm.ED25519);
    private final Note note = new Note(HEAD.text(), List.of(pq.sign(HEAD.text()), classic.sign(HEAD.text())));

    @Test
    void aCheckpointWithBothLinesVerifiesAndReadsBack() {
        var read = Note.parse(note.encode());
        assertThat(read).isEqualTo(note);
        assertThat(TreeHead.parse(read.text())).isEqualTo(HEAD);
        var keys = List.of(pq.verifier(), classic.verifier());
        assertThat(new NoteVerifier(keys).verify(read)).isEqualTo(keys);
        assertThat(keys).allMatch(key -> VerifierKey.parse(key.encode()).equals(key));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aChangedTextIsRefusedUnderEitherLine(int line) {
        var forged = new Note(new TreeHead(ORIGIN, 20852164, Digest.hash()).text(), note.signatures());
        var key = line == 0 ? pq.verifier() : classic.verifier();
        assertThatThrownBy(() -> new NoteVerifier(List.of(key)).verify(forged))
                .hasMessageContaining("note.bad-signature");
    }

    @Test
    void aChangedTimeIsRefused() {
        var value = note.signatures().getFirst().signature().toArray();
        value[7] ^= 1;
        var line = new SignatureLine(ORIGIN, pq.verifier().id(), Bytes.owning(value));
        assertThatThrownBy(() -> new NoteVerifier(List.of(pq.verifier())).verify(new Note(note.text(), List.of(line))))
                .hasMessageContaining("note.bad-signature");
    }

    @Test
    void theTimeOfSigningIsTheWholeMinute() {
        var value = note.signatures().getFirst().signature().shared();
        long seconds = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            seconds = seconds << 8 | (value[i] & 0xff);
        }
        assertThat(seconds % 60).isZero();
        assertThat(seconds).isPositive();
    }

    @Test
    void theSignedMessageIsThatOfTheSpecification() {
        assertThat(CosignedMessage.of("w.example", 1679315147, HEAD))
                .hasSize(12 + 1 + 9 + 8 + 1 + ORIGIN.length() + 16 + 32)
                .startsWith("subtree/v1\n\0\tw.example".getBytes(StandardCharsets.US_ASCII))
                .endsWith(HEAD.root().toArray());
    }

    @Test
    void linesOfStrangersCountForNothing() {
        assertThatThrownBy(() ->
                        new NoteVerifier(List.of(signer(Algorithm.ML_DSA_44).verifier())).verify(note))
                .hasMessageContaining("note.no-known-signature");
    }

    @Test
    void twoKeysOfOneNameAndHashAreRefused() {
        var twice = new NoteVerifier(List.of(pq.verifier(), pq.verifier()));
        assertThatThrownBy(() -> twice.verify(note)).hasMessageContaining("note.ambiguous-key");
    }

    @ParameterizedTest
    @CsvSource({
        "'a\\n', note.unsigned",
        "'a\\n\\n', note.signature-line",
        "'a\\n\\nb\\n', note.signature-line",
        "'a\\n\\n— x AAAAAAA=', note.signature-line",
        "'a\\n\\n— x AAAAAA==\\n', note.signature",
        "'a\\n\\n— x AAAAAAB=\\n', note.signature",
        "'a\\n\\n— x ?\\n', note.signature",
        "'a\\n\\n— x+y AAAAAAA=\\n', note.key-name",
        "'a\\t\\n\\n— x AAAAAAA=\\n', note.control",
        "'a\\n\\n—  AAAAAAA=\\n', note.key-name"
    })
    void hostileNotesAreRefusedByName(String text, String code) {
        var bytes = text.replace("\\n", "\n").replace("\\t", "\t").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Note.parse(bytes))
                .isInstanceOfSatisfying(
                        Rejection.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @CsvSource({
        "'o\\n1\\n', checkpoint.lines",
        "'o\\n01\\nR\\n', checkpoint.size",
        "'o\\n-1\\nR\\n', checkpoint.size",
        "'o\\n9223372036854775808\\nR\\n', checkpoint.size",
        "'o\\n1\\nAAAA\\n', checkpoint.root",
        "'\\n1\\nR\\n', checkpoint.lines",
        "'o\\n1\\nR\\n\\n', checkpoint.lines",
        "'o\\n1\\nR', checkpoint.lines"
    })
    void textThatIsNoCheckpointIsRefusedByName(String text, String code) {
        var root = Base64.getEncoder().encodeToString(new byte[32]);
        assertThatThrownBy(() -> TreeHead.parse(text.replace("\\n", "\n").replace("R", root)))
                .isInstanceOfSatisfying(
                        Rejection.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void aFloodOfSignatureLinesIsRefused() {
        var line = note.signatures().get(1).encode() + "\n";
        var flood = (HEAD.text() + "\n" + line.repeat(129)).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Note.parse(flood)).hasMessageContaining("note.signatures");
    }

    @FuzzTest
    void hostileBytesAreReadBackOrRefusedByName(byte[] data) {
        try {
            assertThat(Note.parse(data).encode()).isEqualTo(data);
        } catch (Rejection refused) {
            assertThat(refused.code()).startsWith("note.");
        }
    }

    private static NoteSigner signer(Algorithm algorithm) {
        return new NoteSigner(ORIGIN, SigningKey.generate(algorithm, Entropy.system()), Clock.system());
    }
}
