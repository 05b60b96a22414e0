package org.tocsin.node.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LagsTest {
    private static final long NOW = 2_000_000;

    private final Lags.Day day = new Lags.Day();

    @Test
    void whatIsADayOldIsNotTakenForToday() {
        day.add(NOW - Lags.MARKS, true, 70);
        assertThat(day.until(NOW)).allMatch(Lags.Mark::unseen);
        day.add(NOW, true, 3);
        assertThat(day.until(NOW)[Lags.MARKS - 1]).isEqualTo(new Lags.Mark(1, 0, 3));
    }

    @Test
    void theWorstOfAHalfHourIsKeptAndWhatWasAwayCounts() {
        day.add(NOW, true, 3);
        day.add(NOW, true, 12);
        day.add(NOW, false, 900);
        var last = day.until(NOW)[Lags.MARKS - 1];
        assertThat(last).isEqualTo(new Lags.Mark(3, 1, 12));
        assertThat(last.connected()).isTrue();
    }

    @Test
    void hoursOfSilenceAreNoGoodHours() {
        day.add(NOW - 9, true, 3);
        day.add(NOW, true, 4);
        assertThat(day.until(NOW)).filteredOn(mark -> !mark.unseen()).hasSize(2);
    }
}
