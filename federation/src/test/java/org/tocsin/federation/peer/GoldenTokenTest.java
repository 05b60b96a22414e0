package org.tocsin.federation.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Fingerprint;

/** The text of a join token, which can't change later. */
final class GoldenTokenTest {
    @Test
    void aTokenIsWrittenAndReadAsItEverWas() throws IOException {
        var token = new JoinToken(
                List.of("https://acme.example:8444"),
                Fingerprint.hex("ab".repeat(32)),
                Bytes.of(new byte[32]),
                Instant.ofEpochMilli(1_700_000_000_000L),
                Optional.empty());
        try (var in = Objects.requireNonNull(getClass().getResourceAsStream("/golden/join-token.txt"))) {
            var golden = new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
            assertThat(token.text()).isEqualTo(golden);
            assertThat(JoinToken.parse(golden)).isEqualTo(token);
        }
    }
}
