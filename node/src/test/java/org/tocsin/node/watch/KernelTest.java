package org.tocsin.node.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tocsin.edge.EdgeSettings;

final class KernelTest {
    @Test
    void aKernelThatNobodyAskedForCarriesNothing() {
        try (var kernel = new Kernel(EdgeSettings.DEFAULT.kernel(), true)) {
            assertThat(kernel.carriers()).isEqualTo("MQTT relay, block list");
            assertThat(kernel.words()).isEqualTo("off");
            assertThat(kernel.json().path("enforcing").booleanValue(true)).isFalse();
        }
    }

    @Test
    void whereNothingEnforcesThatIsSaid() {
        try (var kernel = new Kernel(EdgeSettings.DEFAULT.kernel(), false)) {
            assertThat(kernel.carriers()).startsWith("block list alone: nothing here enforces it");
        }
    }
}
