package org.tocsin.federation.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.tocsin.federation.frame.Frame;
import org.tocsin.kernel.Clock;

/** What one peer may cost: time, payloads, attempts, threads. */
final class LimitsTest {
    private final TestClock clock = new TestClock();

    @Test
    void aBurstPassesAndAFloodIsReadAtItsPace() {
        var pace = new Pace(clock.nanos());
        int burst = 0;
        while (pace.take(Pace.cost(new Frame.Heartbeat(0)), clock.nanos()) == 0) {
            burst++;
        }
        assertThat(burst).isEqualTo(5_000);
        assertThat(pace.take(499, clock.nanos()))
                .isEqualTo(Duration.ofSeconds(1).toNanos());
        clock.pass(Duration.ofSeconds(2));
        assertThat(pace.take(400, clock.nanos())).isZero();
    }

    @Test
    void aPayloadLargerThanTheQuotaWaitsAndComesInTheEnd() {
        var quota = new Quota(clock, 60, 10, 100);
        assertThat(quota.take(5_000)).isTrue();
        assertThat(quota.take(1)).isFalse();
        assertThat(quota.takeUpTo(5)).isZero();
        clock.pass(Duration.ofSeconds(41));
        assertThat(quota.take(1)).isTrue();
    }

    @Test
    void whatIsAskedForCountsAsSaid() {
        var quota = new Quota(clock, 60, 10, 1_000);
        assertThat(quota.takeUpTo(64)).isEqualTo(10);
        assertThat(quota.take(1)).isFalse();
        quota.giveBack(1);
        assertThat(quota.take(1)).isTrue();
        clock.pass(Duration.ofSeconds(3));
        assertThat(quota.takeUpTo(64)).isEqualTo(3);
    }

    @Test
    void aPeerThatHangsUpAfterEachHelloIsDialledEverMoreRarely() {
        var attempt = new Attempt(true, clock.now());
        int dialled = 0;
        for (int i = 0; i < 600; i++) {
            if (attempt.begin(clock.now())) {
                dialled++;
                attempt.ended(clock.now(), Duration.ofMillis(50), "hung up");
            }
            clock.pass(Duration.ofMillis(100));
        }
        assertThat(dialled).isBetween(8, 14);
    }

    @Test
    void aPeerThatStayedAWhileIsDialledAgainAtOnce() {
        var attempt = new Attempt(true, clock.now());
        for (int i = 0; i < 8; i++) {
            attempt.ended(clock.now(), Duration.ZERO, "unreachable");
        }
        attempt.lost(clock.now(), Duration.ofMinutes(5), "the connection ended");
        clock.pass(Duration.ofMillis(300));
        assertThat(attempt.begin(clock.now())).isTrue();
        assertThat(attempt.begin(clock.now())).as("once at a time").isFalse();
    }

    @Test
    void aThreadIsInterruptedOnlyWhileItWaitsForItsPeer() throws Exception {
        var waiting = new Waiting(Clock.system());
        var inside = new CountDownLatch(1);
        var ended = CompletableFuture.supplyAsync(() -> {
            try {
                return waiting.during(() -> {
                    inside.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException woken) {
                        return "woken";
                    }
                    return "never";
                });
            } catch (IOException e) {
                return "refused";
            }
        });
        inside.await();
        assertThat(waiting.nanos()).isPresent();
        waiting.end();
        assertThat(ended.join()).isEqualTo("woken");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThatThrownBy(() -> waiting.during(() -> "again")).isInstanceOf(IOException.class);
    }
}
