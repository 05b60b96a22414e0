package org.tocsin.node.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tocsin.federation.VerifiedBatch;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Fingerprint;

/** Entries whose hearing fails, for a moment or for good. */
final class HandoverTest {
    private static final Fingerprint PEER = Fingerprint.hex("aa".repeat(32));

    private final StandingClock clock = new StandingClock();
    private final List<Long> heard = new ArrayList<>();
    private final Map<Long, Integer> fails = new HashMap<>();
    private final List<Handover.Failed> troubles = new ArrayList<>();
    private final Handover handover = new Handover(this::hear, troubles::add, clock);

    private void hear(Fingerprint reporter, String origin, VerifiedBatch.Said said, long cause) {
        int left = fails.getOrDefault(said.index(), 0);
        if (left > 0) {
            fails.put(said.index(), left - 1);
            throw new IllegalStateException("planted");
        }
        heard.add(said.index());
    }

    @Test
    void oneEntryThatFailsKeepsNoOtherOfItsBatchFromBeingHeard() {
        fails.put(1L, Integer.MAX_VALUE);
        handover.hand(batch(4), 0);
        assertThat(heard).containsExactly(0L, 2L, 3L);
        assertThat(troubles).extracting(Handover.Failed::origin).containsExactly("log");
        assertThat(troubles).extracting(failed -> failed.said().index()).containsExactly(1L);
    }

    @Test
    void whatFailsForAMomentIsHeardAfterItAndOnlyThenMayTheCursorPass() {
        fails.put(1L, 2);
        handover.hand(batch(3), 0);
        assertThatThrownBy(handover::requireNothingWaits).hasMessageStartingWith("follow.waits: ");
        handover.again();
        assertThatThrownBy(handover::requireNothingWaits).hasMessageStartingWith("follow.waits: ");
        handover.again();
        assertThat(heard).containsExactly(0L, 2L, 1L);
        assertThatCode(handover::requireNothingWaits).doesNotThrowAnyException();
    }

    @Test
    void whatFailsForGoodIsGivenUpAloudAndHoldsNobodyUpForEver() {
        fails.put(0L, Integer.MAX_VALUE);
        handover.hand(batch(1), 0);
        IntStream.range(0, 2 * Handover.TRIES).forEach(_ -> handover.again());
        assertThat(troubles).extracting(Handover.Failed::isGivenUp).containsExactly(false, true);
        assertThatCode(handover::requireNothingWaits).doesNotThrowAnyException();
    }

    @Test
    void aMemberWhoSaysSuchEntriesWithoutEndHoldsCursorsForTenSecondsOfAMinuteAtMost() {
        int held = 0;
        for (int second = 0; second < 120; second++) {
            fails.put((long) second, Integer.MAX_VALUE);
            handover.hand(new VerifiedBatch(PEER, "log", second, List.of(said(second)), 0), 0);
            held += holds() ? 1 : 0;
            clock.now = clock.now.plusSeconds(1);
            handover.again();
        }
        assertThat(held).isEqualTo(20);
    }

    /** Its payload waited for the quota of its member and came while the entry without it was tried again. */
    @Test
    void anEntryWhosePayloadComesWhileItIsTriedIsOneEntryWithNoMoreTries() {
        fails.put(0L, Integer.MAX_VALUE);
        handover.hand(batch(1), 0);
        for (int round = 0; round < Handover.TRIES - 1; round++) {
            assertThat(troubles).extracting(Handover.Failed::isGivenUp).containsExactly(false);
            handover.hand(batch(1), 0);
        }
        assertThat(troubles).extracting(Handover.Failed::isGivenUp).containsExactly(false, true);
        assertThatCode(handover::requireNothingWaits).doesNotThrowAnyException();
    }

    /** A batch that fails as a whole, as with a broken machine: what finds no place among those that wait is said at once. */
    @Test
    void whatWaitsIsBounded() {
        IntStream.range(0, 1_024).forEach(index -> fails.put((long) index, Integer.MAX_VALUE));
        handover.hand(batch(1_024), 0);
        handover.again();
        assertThat(fails.values())
                .filteredOn(left -> left == Integer.MAX_VALUE - 1)
                .hasSize(24);
        assertThat(fails.values())
                .filteredOn(left -> left == Integer.MAX_VALUE - 2)
                .hasSize(1_000);
    }

    @Test
    void aMembersEntriesThatFailByTheThousandDoNotFillTheTimeline() {
        IntStream.range(0, 1_024).forEach(index -> fails.put((long) index, Integer.MAX_VALUE));
        handover.hand(batch(1_024), 0);
        IntStream.range(0, 2 * Handover.TRIES).forEach(_ -> handover.again());
        assertThat(troubles).extracting(Handover.Failed::isGivenUp).containsExactly(false, true);
        clock.now = clock.now.plusSeconds(61);
        fails.put(0L, 1);
        handover.hand(batch(1), 0);
        assertThat(troubles).hasSize(3);
    }

    private boolean holds() {
        try {
            handover.requireNothingWaits();
            return false;
        } catch (RuntimeException waits) {
            return true;
        }
    }

    private static VerifiedBatch batch(int entries) {
        return new VerifiedBatch(
                PEER,
                "log",
                0,
                IntStream.range(0, entries).mapToObj(HandoverTest::said).toList(),
                0);
    }

    private static VerifiedBatch.Said said(int index) {
        return new VerifiedBatch.Said(index, 1, false, Optional.empty());
    }

    private static final class StandingClock implements Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public long nanos() {
            return Duration.between(Instant.EPOCH, now).toNanos();
        }
    }
}
