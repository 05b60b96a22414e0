package org.tocsin.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PrefixTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/33, prefix.length",
        "10.0.0.0/x, prefix.length",
        "2001:db8::/129, prefix.length",
        "10.0.0.1/8, prefix.bits"
    })
    void aRefusalNamesThePrefix(String text, String code) {
        assertThatThrownBy(() -> Prefix.parse(text))
                .hasMessageStartingWith(code + ": ")
                .hasMessageContaining(text);
    }

    @Test
    void aHoleLeavesTheSiblingsOfItsPath() {
        assertThat(Prefix.parse("198.51.100.0/30").without(Prefix.parse("198.51.100.2")))
                .extracting(Prefix::toString)
                .containsExactlyInAnyOrder("198.51.100.0/31", "198.51.100.3");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.1.2.3",
        "0.0.0.0/0, 203.0.113.7",
        "2001:db8::/32, 2001:db8:1:2::/64",
        "::/0, 2001:db8::1"
    })
    void whatIsLeftCoversAllButTheHole(String range, String hole) {
        var whole = Prefix.parse(range);
        var gap = Prefix.parse(hole);
        var left = whole.without(gap);
        assertThat(left).hasSize(gap.length() - whole.length());
        assertThat(left).noneMatch(part -> part.contains(gap.address())).allMatch(whole::covers);
        assertThat(left).allSatisfy(part -> assertThat(left.stream().filter(other -> other.covers(part)))
                .containsExactly(part));
    }

    @Test
    void aHoleElsewhereLeavesAllAndOneAroundLeavesNothing() {
        var range = Prefix.parse("198.51.100.0/24");
        assertThat(range.without(Prefix.parse("203.0.113.7"))).containsExactly(range);
        assertThat(range.without(Prefix.parse("2001:db8::1"))).containsExactly(range);
        assertThat(range.without(Prefix.parse("198.51.0.0/16"))).isEmpty();
        assertThat(range.without(range)).isEmpty();
    }
}
