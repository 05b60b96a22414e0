package org.tocsin.federation.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Rejection;

final class JoinTokenTest {
    private final JoinToken token = new JoinToken(
            List.of("https://acme.example:8444"),
            Fingerprint.hex("ab".repeat(32)),
            Bytes.owning(Entropy.system().bytes(32)),
            Instant.ofEpochMilli(1_800_000_000_000L),
            Optional.empty());

    @Test
    void aTokenSurvivesBeingHandedOver() {
        assertThat(JoinToken.parse(token.text())).isEqualTo(token);
    }

    @Test
    void aLogLineDoesNotShowTheSecret() {
        assertThat(token.toString())
                .doesNotContain(token.secret().hex())
                .contains(token.inviter().toString());
    }

    @Test
    void aCutTokenIsRefusedByName() {
        for (int cut = 0; cut < token.text().length(); cut += 3) {
            int at = cut;
            assertThatThrownBy(() -> JoinToken.parse(token.text().substring(0, at)))
                    .isInstanceOf(Rejection.class)
                    .hasMessageStartingWith("token.form");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://acme.example", "https://user@acme.example", "file:///etc/passwd", "https:", "not a url"})
    void aTokenThatLeadsElsewhereThanHttpsIsRefused(String url) {
        assertThatThrownBy(() ->
                        new JoinToken(List.of(url), token.inviter(), token.secret(), token.expires(), Optional.empty()))
                .hasMessageContaining("token.url");
    }

    @FuzzTest
    void hostileTokensAreRefusedByName(byte[] data) {
        try {
            JoinToken.parse("tocsin1."
                    + java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(data));
        } catch (Rejection refused) {
            assertThat(refused.code()).isNotBlank();
        }
    }
}
