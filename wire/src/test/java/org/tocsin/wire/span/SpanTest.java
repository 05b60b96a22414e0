package org.tocsin.wire.span;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SpanTest {
    private static final byte[] BYTES = {9, 1, 2, 3, 4, 5, 9, 9};

    @Test
    void readsWhatIsThereAndZerosBeyond() {
        var span = new Span(BYTES, 1, 5);
        assertThat(span.u16()).isEqualTo(0x0102);
        assertThat(span.u8()).isEqualTo(3);
        assertThat(span.cut()).isFalse();
        assertThat(span.u24()).isZero();
        assertThat(span.cut()).isTrue();
        assertThat(span.left()).isZero();
    }

    @Test
    void aPartThatIsLongerThanTheWholeIsCut() {
        var span = new Span(BYTES, 1, 3);
        var part = span.take(200);
        assertThat(part.cut()).isTrue();
        assertThat(part.bytes(3)).containsExactly(1, 2, 3);
        assertThat(span.cut()).isTrue();
    }

    @Test
    void negativeAndHugeSizesReadNothing() {
        assertThat(new Span(BYTES, 1, -4).left()).isZero();
        assertThat(new Span(BYTES, 1, -4).cut()).isTrue();
        assertThat(new Span(BYTES, 1, Integer.MAX_VALUE).left()).isEqualTo(BYTES.length - 1);
        assertThat(new Span(BYTES, 1, 5).bytes(-1)).isEmpty();
    }

    @Test
    void offsetsCountFromTheMessageNotFromThePart() {
        var message = new Span(BYTES, 1, 5);
        message.skip(2);
        var part = message.take(2);
        assertThat(part.offset()).isEqualTo(2);
        assertThat(part.from(0).u8()).isEqualTo(1);
        assertThat(part.from(-7).u8()).isEqualTo(1);
        assertThat(part.from(700).left()).isZero();
    }

    @Test
    void textEndsAtItsStopOrAtTheEnd() {
        var span = new Span("ab:cd".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, 5);
        assertThat(span.until(':')).isEqualTo("ab");
        assertThat(span.until(':')).isEqualTo("cd");
        assertThat(span.until(':')).isEmpty();
    }
}
