package org.tocsin.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RecurringTest {
    private final Rejection full = new Rejection("store.disk-full", "the disk is full");

    private final List<String> lines = new ArrayList<>();
    private final StandingClock clock = new StandingClock();
    private final Recurring trouble = new Recurring(new Lines(), clock);

    @Test
    void aTroubleThatComesFourTimesASecondIsOneLineAMinuteWithItsCount() {
        for (int i = 0; i < 2 * 60 * 4 + 1; i++) {
            trouble.warn("not stored", full);
            clock.nanos += Duration.ofMillis(250).toNanos();
        }
        assertThat(lines)
                .containsExactly(
                        "not stored: store.disk-full: the disk is full",
                        "not stored (240 times since the last line): store.disk-full: the disk is full",
                        "not stored (240 times since the last line): store.disk-full: the disk is full");
    }

    @Test
    void anotherTroubleIsToldAtOnce() {
        trouble.warn("not stored", full);
        trouble.warn("not archived", full);
        assertThat(lines).hasSize(2);
    }

    @Test
    void whatComesBackAfterAMinuteOfPeaceIsNotCounted() {
        trouble.warn("not stored", full);
        clock.nanos += Duration.ofMinutes(5).toNanos();
        trouble.warn("not stored", full);
        assertThat(lines).hasSize(2).noneMatch(line -> line.contains("times"));
    }

    private static final class StandingClock implements Clock {
        private long nanos = Long.MAX_VALUE - 1; // it may wrap at any time

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public long nanos() {
            return nanos;
        }
    }

    private final class Lines implements System.Logger {
        @Override
        public String getName() {
            return "test";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {
            lines.add(message);
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, String format, @Nullable Object @Nullable ... arguments) {
            lines.add(format);
        }
    }
}
