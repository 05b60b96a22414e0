package org.tocsin.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Entropy;

final class PaceTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void aBurstPassesAndTheRestWaitsItsTurn() {
        var pace = new Pace(10, 3, 0);
        assertThat(pace.take(0)).isTrue();
        assertThat(pace.take(0)).isTrue();
        assertThat(pace.take(0)).isTrue();
        assertThat(pace.take(0)).isFalse();
        assertThat(pace.reserve(1, 0, SECOND)).isEqualTo(SECOND / 10);
        assertThat(pace.reserve(1, 0, SECOND)).isEqualTo(SECOND / 5);
        assertThat(pace.reserve(1, 0, SECOND / 10)).isEqualTo(Pace.NEVER);
        assertThat(pace.take(SECOND)).isTrue();
    }

    @Test
    void oneFastSourceDoesNotSlowAnother() {
        var paces = new SourcePaces(60, Entropy.system(), 0);
        for (int i = 0; i < 60; i++) {
            assertThat(paces.take(Address.parse("192.0.2.1"), 0)).isTrue();
        }
        assertThat(paces.take(Address.parse("192.0.2.1"), 0)).isFalse();
        assertThat(paces.take(Address.parse("192.0.2.2"), 0)).isTrue();
        assertThat(paces.take(Address.parse("192.0.2.1"), SECOND)).isTrue();
    }
}
