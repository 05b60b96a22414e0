package org.tocsin.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SpanTest {
    @ParameterizedTest
    @CsvSource({"250ms, PT0.25S", "90s, PT90S", "30m, PT30M", "12h, PT12H", "7d, P7D", "2w, P14D"})
    void everyUnitThatPeopleWriteIsRead(String text, Duration span) {
        assertThat(Span.parse(text)).isEqualTo(span);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "d", "-1d", "1.5h", "7 d", "1y", "1234567890s"})
    void whatIsNoSpanIsRefusedByName(String text) {
        assertThatThrownBy(() -> Span.parse(text))
                .hasMessageStartingWith("span.text: '" + text + "' is no span of time");
    }

    @Test
    void theRefusalNamesTheUnits() {
        assertThatThrownBy(() -> Span.parse("1y")).hasMessageEndingWith("90s, 30m, 12h, 7d or 2w");
    }
}
