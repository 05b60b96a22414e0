package org.tocsin.node.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PeerTroubleTest {
    private static PeerTrouble of(String problem) {
        return PeerTrouble.of("beta.example", problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dialling", "not connected yet"})
    void whatWasNotTriedYetIsNoFault(String problem) {
        assertThat(of(problem).state()).isEqualTo(Check.State.NOTE);
        assertThat(of(problem).what()).isEqualTo("is being connected to");
    }

    /** Who is told to reopen the wrong one of two logs loses what the right one had said. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the peer closed: follow.beyond: entry 9 of a log with 3 entries | theirs",
                "descriptor.number: number 1 after number 2                      | theirs",
                "follow.beyond: entry 9 of a log with 3 entries                  | this home",
                "the peer closed: descriptor.number: number 1 after number 2     | this home"
            })
    void theBackupIsLookedForOnTheSideThatHasLess(String problem, String whose) {
        assertThat(of(problem).what()).contains("old backup").contains(whose);
        assertThat(of(problem).cure()).contains("tocsin log reopen");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the peer closed: peer.removed: x",
                "the peer closed: peer.paused: x",
                "the peer closed: peer.key: x",
                "the peer closed: peer.closing: x",
                "peer.other: another peer answers there",
                "follow.fork: x"
            })
    void knownCodesStandInNoSentence(String problem) {
        assertThat(of(problem).what() + of(problem).cure()).doesNotContainPattern("(peer|follow)\\.[a-z]");
    }

    @Test
    void whatIsNotKnownIsNotKeptBack() {
        assertThat(of("https://b.example:8444: Connection refused").what()).endsWith("Connection refused");
        assertThat(of("the peer closed: new.code: words").what()).contains("new.code: words");
    }

    @Test
    void aBrokenConnectionIsToldInNoLibrarysWords() {
        assertThat(of("the connection ended: Failed to write frame data").what())
                .isEqualTo("is not connected: the connection broke off");
    }
}
