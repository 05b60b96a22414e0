package org.tocsin.federation.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tocsin.crypto.sign.DualKey;
import org.tocsin.crypto.sign.SignedBody;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;

final class DescriptorBookTest {
    private static final DualKey ROOT = DualKey.generate(Entropy.system());
    private static final DualKey THIEF = DualKey.generate(Entropy.system());
    private static final DualKey DOCUMENTS = DualKey.generate(Entropy.system());
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final DescriptorBook book = new DescriptorBook((_, _) -> {});

    @Test
    void allFieldsComeBack() {
        var descriptor = descriptor(ROOT, 3, "acme.example");
        assertThat(NodeDescriptor.verify(descriptor.sign(ROOT))).isEqualTo(descriptor);
    }

    @Test
    void aLowerNumberIsRefusedAndTheSameOneIsHarmless() {
        book.accept(
                ROOT.form().fingerprint(), descriptor(ROOT, 3, "acme.example").sign(ROOT), NOW);
        refused("descriptor.number", descriptor(ROOT, 2, "acme.example").sign(ROOT));
        var again = book.accept(
                ROOT.form().fingerprint(), descriptor(ROOT, 3, "acme.example").sign(ROOT), NOW);
        assertThat(again.descriptor().number()).isEqualTo(3);
    }

    @Test
    void twoBodiesWithOneNumberAreRefusedByName() {
        book.accept(
                ROOT.form().fingerprint(), descriptor(ROOT, 3, "acme.example").sign(ROOT), NOW);
        refused("descriptor.two", descriptor(ROOT, 3, "evil.example").sign(ROOT));
    }

    @Test
    void anotherRootOrAnotherSignerIsRefused() {
        refused("descriptor.root", descriptor(THIEF, 3, "acme.example").sign(THIEF));
        var stolen = descriptor(ROOT, 3, "acme.example");
        var forged = SignedBody.sign(NodeDescriptor.TAG, DescriptorCodec.encode(stolen), stolen.fingerprint(), THIEF);
        assertThatThrownBy(() -> book.accept(ROOT.form().fingerprint(), forged, NOW))
                .isInstanceOf(Rejection.class);
        assertThat(book.of(ROOT.form().fingerprint())).isEmpty();
    }

    @Test
    void anExpiredDescriptorIsRefused() {
        var signed = descriptor(ROOT, 3, "acme.example").sign(ROOT);
        assertThatThrownBy(() -> book.accept(ROOT.form().fingerprint(), signed, NOW.plus(Duration.ofDays(731))))
                .hasMessageContaining("descriptor.validity");
    }

    @FuzzTest
    void hostileDescriptorsAreRefusedByName(byte[] data) {
        try {
            assertThat(DescriptorCodec.decode(data)).isNotNull();
        } catch (Rejection refused) {
            assertThat(refused.code()).isNotBlank();
        }
    }

    private void refused(String code, SignedBody signed) {
        assertThatThrownBy(() -> book.accept(ROOT.form().fingerprint(), signed, NOW))
                .isInstanceOfSatisfying(
                        Rejection.class, r -> assertThat(r.code()).isEqualTo(code));
    }

    private static NodeDescriptor descriptor(DualKey root, long number, String domain) {
        var log = new LogKeys(
                "acme.example/tocsin/0011223344556677/2", List.of("v1", "v2"), 9, Optional.of("old"), Optional.of(9L));
        return new NodeDescriptor(
                number,
                root.form(),
                domain,
                List.of("https://acme.example:8444"),
                List.of(Digest.hash(new byte[] {1})),
                List.of(log, LogKeys.fresh("p", List.of("v"))),
                List.of(),
                NOW.minusSeconds(60),
                NOW.plus(Duration.ofDays(730)),
                List.of(1),
                DOCUMENTS.form());
    }
}
