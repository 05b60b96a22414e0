package org.tocsin.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.exchange.Exchange.Heard;
import org.tocsin.exchange.Taking.Step;
import org.tocsin.exchange.Verdict.Basis;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Rejection;

/** A follower that was killed, or whose disk was full, follows again what it had acted on. */
final class OnceTest {
    private static final Address LOADER = Address.parse("203.0.113.7");

    @TempDir
    Path folder;

    /** Durable ones come from the store's thread. */
    private final List<Step> steps = new CopyOnWriteArrayList<>();

    private Pair pair;

    @BeforeEach
    void open() {
        pair = new Pair(folder);
        listen();
    }

    @AfterEach
    void close() {
        pair.close();
    }

    private void listen() {
        pair.beta.onTaking(taking -> steps.add(taking.step()));
    }

    /** Told, taken back, and killed before the cursor was stored: acting on the first again would block who was let in. */
    @Test
    void whatWasActedOnBeforeAKillIsNotActedOnAgainBehindIt() {
        var said = pair.report(LOADER);
        pair.retract(said);
        pair.restart(false);
        listen();
        assertThat(hear(0, said)).isEqualTo(new Heard.Repeated());
        assertThat(pair.basis(LOADER)).isEqualTo(Basis.NOTHING);
        assertThat(steps).endsWith(Step.REPEATED);
    }

    /** The hour within which a repeated report is no news is over when the node comes back. */
    @Test
    void anEntryThatIsFollowedAgainAfterALongOutageOpensNothing() {
        var said = pair.report(LOADER);
        pair.restart(false);
        pair.pass(Duration.ofHours(2));
        assertThat(hear(0, said)).isEqualTo(new Heard.Repeated());
        assertThat(pair.basis(LOADER)).isEqualTo(Basis.NOTHING);
    }

    @Test
    void anEntryThatIsFollowedTwiceInOneLifeIsActedOnOnce() {
        var said = pair.report(LOADER);
        assertThat(hear(0, said)).isEqualTo(new Heard.Repeated());
        assertThat(steps).filteredOn(step -> step != Step.DURABLE).containsExactly(Step.ACTED, Step.REPEATED);
    }

    @Test
    void eachStepIsToldInItsOrder() {
        pair.report(LOADER);
        pair.beta.flush();
        assertThat(steps).containsExactly(Step.ACTED, Step.DURABLE);
        pair.beta.passed(Pair.ACME, "log", List.of(0L, 1L));
        assertThat(steps).containsExactly(Step.ACTED, Step.DURABLE, Step.PASSED);
    }

    @Test
    void whatTheCursorHasPassedIsForgottenHereAndInTheStore() {
        var said = pair.report(LOADER);
        pair.beta.flush();
        pair.beta.passed(Pair.ACME, "log", List.of(0L));
        pair.restart(false);
        assertThat(hear(0, said)).isInstanceOf(Heard.Taken.class);
    }

    /** The cursor was stored, and the process killed before it was stored that nothing need be remembered. */
    @Test
    void whatAKillLeftRememberedIsForgottenAtTheNextStart() {
        var passed = pair.report(LOADER);
        pair.restart(false);
        pair.beta.passed(place -> place.index() > 0);
        assertThat(hear(0, passed)).as("not passed yet").isEqualTo(new Heard.Repeated());
        pair.beta.passed(place -> place.equals(new Place(Pair.ACME, "log", 0)));
        pair.restart(false);
        assertThat(hear(0, passed)).isInstanceOf(Heard.Taken.class);
    }

    @Test
    void aRefusedEntryIsToldAsRefused() {
        pair.beta.hear(new Place(Pair.ACME, "log", 0), 1, false, new byte[] {'{', '}'});
        assertThat(steps).startsWith(Step.REFUSED).doesNotContain(Step.ACTED);
    }

    @Test
    void aLogWithoutEndForgetsItsOwnOldestAndNoOtherLogs() {
        var acted = new ActedOn();
        var quiet = new Place(Pair.ACME, "quiet", 0);
        acted.add(quiet);
        LongStream.range(0, ActedOn.MOST_OF_A_LOG + 10)
                .mapToObj(i -> new Place(Pair.ACME, "loud", i))
                .forEach(place -> {
                    acted.add(place);
                    acted.shed(place);
                });
        assertThat(acted.add(quiet)).isFalse();
        assertThat(acted.add(new Place(Pair.ACME, "loud", 9))).as("forgotten").isTrue();
        assertThat(acted.add(new Place(Pair.ACME, "loud", 11))).isFalse();
    }

    /** A relay that can't be reached for a moment, say: the engine has judged, and would call the same report no news. */
    @Test
    void aVerdictThatCouldNotBeCarriedOutIsToldAgainAndKeepsNobodyElseFromHearing() {
        var carried = new ArrayList<Basis>();
        var fails = new ArrayList<>(List.of("once"));
        pair.beta.onVerdict(verdict -> {
            if (!fails.isEmpty()) {
                throw new Rejection("test.passing", fails.removeFirst());
            }
        });
        pair.beta.onVerdict(verdict -> carried.add(verdict.basis()));
        pair.report(LOADER);
        assertThat(carried).containsExactly(Basis.FAST_LANE);
        pair.beta.expire();
        assertThat(carried).containsExactly(Basis.FAST_LANE, Basis.FAST_LANE);
        pair.beta.expire();
        assertThat(carried).hasSize(2);
    }

    private Heard hear(long index, Statement said) {
        return pair.beta.hear(
                new Place(Pair.ACME, "log", index),
                said.type().number(),
                false,
                said.body().toArray());
    }
}
