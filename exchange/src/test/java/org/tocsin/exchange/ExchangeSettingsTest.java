package org.tocsin.exchange;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExchangeSettingsTest {
    private static final Duration DAY = Duration.ofDays(1);

    @ParameterizedTest
    @ValueSource(
            strings = {"0.0.0.0/0", "10.0.0.0/8", "172.16.0.0/12", "127.0.0.0/8", "::/0", "fc00::/7", "2001:db8::/31"})
    void whoDeclaresHalfTheWorldOutsideIsRefused(String prefix) {
        assertThatThrownBy(() -> outside(List.of(), prefix))
                .hasMessageStartingWith("exchange.outside: " + prefix)
                .hasMessageContaining("too wide");
    }

    @Test
    void aLabsOwnNetworkMayBeOutside() {
        assertThatCode(() -> outside(List.of("203.0.113.9"), "127.66.0.0/16", "198.51.100.0/24", "2001:db8::/32"))
                .doesNotThrowAnyException();
    }

    @Test
    void whatIsProtectedCanNotBeDeclaredOutside() {
        for (var asset : List.of("127.66.1.0/24", "127.66.1.9", "127.0.0.0/8")) {
            assertThatThrownBy(() -> outside(List.of(asset), "127.66.0.0/16"))
                    .hasMessageStartingWith("exchange.outside: ")
                    .hasMessageContaining("exchange.protect");
        }
    }

    @Test
    void aVerdictThatEndsBeforeAnybodyEnforcesItIsRefused() {
        for (var time : List.of(Duration.ZERO, Duration.ofSeconds(-5), Duration.ofSeconds(59), Duration.ofDays(366))) {
            assertThatThrownBy(() -> new TrustSettings(true, 0.9, DAY, time, false))
                    .hasMessageStartingWith("trust.duration: ")
                    .hasMessageContaining("own evidence");
            assertThatThrownBy(() -> new TrustSettings(true, 0.9, time, DAY, false))
                    .hasMessageStartingWith("trust.duration: ")
                    .hasMessageContaining("others' word");
        }
    }

    private static void outside(List<String> protect, String... outside) {
        var _ = new ExchangeSettings(TrustSettings.defaults(), protect, List.of(), List.of(outside));
    }
}
