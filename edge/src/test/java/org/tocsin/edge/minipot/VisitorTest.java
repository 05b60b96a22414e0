package org.tocsin.edge.minipot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.tocsin.edge.minipot.Visit.Weight;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Prefix;

final class VisitorTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private final Visitor visitor = new Visitor(NOW);

    @Test
    void aLinkThatIsFollowedAgainAndAgainAccusesNobody() {
        for (int i = 0; i < 1_000; i++) {
            visitor.tried(1, true, Weight.FETCHED);
        }
        assertThat(visitor.due()).isFalse();
    }

    @Test
    void linksWithAsManyPairsAsAnAttackerLikesAreToldAndAccuseNobody() {
        for (int i = 0; i < 1_000; i++) {
            visitor.tried(i, true, Weight.FETCHED);
        }
        assertThat(visitor.due()).isTrue();
        assertThat(visitor.isAccused()).isFalse();
    }

    @Test
    void linksDoNotMakeAGuesserOfWhoBringsOnePairByItself() {
        visitor.tried(1, true, Weight.FETCHED);
        visitor.tried(2, true, Weight.FETCHED);
        visitor.tried(3, true, Weight.SEVERAL);
        visitor.tried(4, false, Weight.IF_LISTED);
        assertThat(visitor.isAccused()).isFalse();
    }

    @Test
    void whoWasToldOfAndThenGuessesIsAccusedAtOnce() {
        for (int i = 0; i < 5; i++) {
            visitor.tried(i, false, Weight.FETCHED);
        }
        visitor.tell();
        assertThat(visitor.due()).isFalse();
        visitor.tried(9, true, Weight.IF_LISTED);
        assertThat(visitor.due()).isTrue();
        assertThat(visitor.isAccused()).isTrue();
    }

    @Test
    void aDeviceWithTheWrongAddressIsNoAttackerAndABotWithAFactoryPairIs() {
        visitor.tried(1, false, Weight.IF_LISTED);
        assertThat(visitor.due()).isFalse();
        visitor.tried(2, true, Weight.IF_LISTED);
        assertThat(visitor.due()).isTrue();
    }

    @Test
    void whoTriesSeveralPairsGuesses() {
        visitor.tried(1, false, Weight.SEVERAL);
        visitor.tried(2, false, Weight.SEVERAL);
        assertThat(visitor.due()).isFalse();
        visitor.tried(3, false, Weight.SEVERAL);
        assertThat(visitor.due()).isTrue();
        assertThat(visitor.isAccused()).isTrue();
    }

    @Test
    void aThousandLogInsAreToldFourTimes() {
        int told = 0;
        for (int i = 0; i < 1_000; i++) {
            visitor.tried(i, false, Weight.SEVERAL);
            if (visitor.due()) {
                told = visitor.tell() + 1;
            }
        }
        assertThat(told).isEqualTo(4);
        assertThat(visitor.pairs()).isEqualTo(Visitor.MOST_PAIRS);
    }

    /** It was retracted, or let in again: what it does next is not held back until it did ten times as much. */
    @Test
    void whoWasForgivenIsToldOfAgainAtTheNextFactoryPair() {
        var visitors = new Visitors(Entropy.system());
        var v4 = Address.parse("198.51.100.7");
        var v6 = Address.parse("2001:db8:1:2:3:4:5:6");
        for (var address : new Address[] {v4, v6}) {
            var visitor = visitors.of(Visitors.source(address), NOW);
            visitor.tried(1, true, Weight.IF_LISTED);
            visitor.tell();
            visitor.tried(1, true, Weight.IF_LISTED);
            assertThat(visitor.due()).isFalse();
            visitors.forgive(Prefix.host(address), NOW.plusSeconds(60));
            assertThat(visitor.isAccused()).isFalse();
            assertThat(visitor.first).isEqualTo(NOW.plusSeconds(60));
            visitor.tried(1, true, Weight.IF_LISTED);
            assertThat(visitor.due()).isTrue();
        }
        var bystander = visitors.of(Address.parse("198.51.100.8"), NOW);
        bystander.tried(1, true, Weight.IF_LISTED);
        visitors.forgive(Prefix.host(v4), NOW);
        assertThat(bystander.isAccused()).isTrue();
    }

    @Test
    void aHundredThousandSourcesDoNotGrowMemory() {
        var visitors = new Visitors(Entropy.system());
        for (int i = 0; i < 100_000; i++) {
            visitors.of(Address.v4(i), NOW).visits++;
        }
        assertThat(visitors.size()).isEqualTo(Visitors.MOST);
    }

    @Test
    void aHashCannotBeComparedWithAnotherProcess() {
        var one = new Visitors(Entropy.system());
        var other = new Visitors(Entropy.system());
        assertThat(one.hash("root", "a")).isEqualTo(one.hash("root", "a")).isNotEqualTo(one.hash("roota", ""));
        assertThat(one.hash("root", "a")).isNotEqualTo(other.hash("root", "a"));
    }
}
