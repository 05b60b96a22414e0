package org.tocsin.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RateTest {
    /** Garwood's table. */
    @ParameterizedTest
    @CsvSource({"0, 0, 3.689", "1, 0.0253, 5.572", "3, 0.6187, 8.767", "10, 4.795, 18.39", "100, 81.36, 121.63"})
    void theIntervalIsExact(long count, double low, double high) {
        var rate = new Rate(count, 1);
        assertThat(rate.low()).isCloseTo(low, within(0.01));
        assertThat(rate.high()).isCloseTo(high, within(0.01));
    }

    @ParameterizedTest
    @CsvSource({"401", "5000"})
    void manyEventsStillHaveAnIntervalAroundThem(long count) {
        var rate = new Rate(count, 10);
        assertThat(rate.low()).isBetween(0.8 * count / 10, count / 10.0);
        assertThat(rate.high()).isBetween(count / 10.0, 1.2 * count / 10);
    }
}
