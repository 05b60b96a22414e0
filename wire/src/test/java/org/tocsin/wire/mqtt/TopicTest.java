package org.tocsin.wire.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TopicTest {
    @ParameterizedTest
    @CsvSource({
        "#, a/b, true",
        "a/#, a, true",
        "a/#, a/b/c, true",
        "a/#, ab, false",
        "+, a, true",
        "+, /a, false",
        "+/+, /a, true",
        "/+, /a, true",
        "a/+, a/, true",
        "a/+, a, false",
        "a/+/c, a/b/c, true",
        "a/+/c, a/b/d, false",
        "+/#, a, true",
        "#, $SYS/x, false",
        "+/x, $SYS/x, false",
        "$SYS/#, $SYS/x, true",
        "a, a/b, false",
        "a/b, a, false",
        "a//b, a//b, true"
    })
    void wildcardsMatchAsTheSpecificationSays(String filter, String name, boolean matches) {
        assertThat(Topic.matches(filter, name)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a+",
                "+a",
                "a/#/b",
                "a#",
                "#/",
                "$share/",
                "$share//a",
                "$share/a+/b",
                "$share/g/",
                "$share/g"
            })
    void aMisplacedWildcardIsNoFilter(String filter) {
        assertThat(Topic.isFilter(filter)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "/", "+", "#", "a/+/b", "a/#", "$share/g/#", "$SYS/#"})
    void filtersAreFilters(String filter) {
        assertThat(Topic.isFilter(filter)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"$share/g/a/#, g, a/#", "a/#, , a/#"})
    void aShareIsTakenApart(String filter, String share, String plain) {
        assertThat(Topic.share(filter)).isEqualTo(share);
        assertThat(Topic.plain(filter)).isEqualTo(plain);
    }
}
