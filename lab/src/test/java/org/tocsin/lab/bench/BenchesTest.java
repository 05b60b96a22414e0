package org.tocsin.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class BenchesTest {
    @Test
    void anUnknownBenchIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> Benches.named("detektion"))
                .hasMessageContaining("bench.name")
                .hasMessageContaining("detection");
    }

    @Test
    void noTwoBenchesShareAName() {
        assertThat(Benches.all()).extracting(Bench::name).doesNotHaveDuplicates();
    }
}
