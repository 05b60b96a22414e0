package org.tocsin.federation.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tocsin.crypto.sign.SignedBody;
import org.tocsin.kernel.Digest;

/** The bytes of a descriptor, which can't change later. */
final class GoldenDescriptorTest {
    @Test
    void aDescriptorIsReadVerifiedAndWrittenAsItEverWas() throws IOException {
        SignedBody signed;
        try (var in = Objects.requireNonNull(getClass().getResourceAsStream("/golden/descriptor.cbor"))) {
            signed = SignedBody.decode(in.readAllBytes());
        }
        var descriptor = NodeDescriptor.verify(signed);
        assertThat(descriptor.number()).isEqualTo(3);
        assertThat(descriptor.domain()).isEqualTo("acme.example");
        assertThat(descriptor.urls()).containsExactly("https://acme.example:8444");
        assertThat(descriptor.tls()).containsExactly(Digest.hash(new byte[] {1}));
        assertThat(descriptor.logs())
                .containsExactly(
                        new LogKeys(
                                "acme.example/tocsin/0011223344556677/2",
                                List.of("v1", "v2"),
                                9,
                                Optional.of("old"),
                                Optional.of(9L)),
                        LogKeys.fresh("p", List.of("v")));
        assertThat(descriptor.notBefore()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
        assertThat(descriptor.notAfter()).isEqualTo(Instant.ofEpochSecond(1_763_000_000));
        assertThat(descriptor.protocols()).containsExactly(1);
        assertThat(DescriptorCodec.encode(descriptor)).isEqualTo(signed.body().toArray());
    }
}
