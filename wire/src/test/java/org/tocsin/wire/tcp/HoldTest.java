package org.tocsin.wire.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class HoldTest {
    private final Hold hold = new Hold();
    private final StringBuilder read = new StringBuilder();

    @Test
    void segmentsComeOutInOrderAcrossTheTurnOfTheNumbers() {
        keep(Integer.MAX_VALUE - 1, "cdef");
        keep(Integer.MIN_VALUE + 2, "gh");
        read(Integer.MAX_VALUE - 3);
        assertThat(read).isEmpty();
        keep(Integer.MAX_VALUE - 3, "ab");
        read(Integer.MAX_VALUE - 3);
        assertThat(read).hasToString("abcdefgh");
        assertThat(hold.isEmpty()).isTrue();
    }

    @Test
    void ofBytesThatCameTwiceTheFirstAreBelieved() {
        keep(4, "EFGH");
        keep(2, "cdXX");
        keep(7, "Xij");
        keep(0, "ab");
        read(0);
        assertThat(read).hasToString("abcdEFGHij");
    }

    /** Measured: Linux drops what a later segment covers as a whole (tcp_data_queue_ofo). */
    @Test
    void aSegmentThatIsCoveredAsAWholeGivesWay() {
        keep(4, "junk");
        keep(2, "cdEFGHij");
        keep(0, "ab");
        read(0);
        assertThat(read).hasToString("abcdEFGHij");
    }

    @Test
    void whatWasReadInTheMeantimeIsCutOff() {
        keep(2, "cdef");
        read(4);
        assertThat(read).hasToString("ef");
    }

    @Test
    void theFarthestGiveWay() {
        keep(10, "near");
        for (int i = 0; i < 1_000; i++) {
            keep(1_000 + i * 100, "x".repeat(90));
        }
        read(10);
        assertThat(read).hasToString("near");
        assertThat(hold.first()).isEqualTo(1_000);
    }

    @Test
    void aSegmentOfAbsurdSizeIsNotHeld() {
        keep(10, "x".repeat(Hold.BYTES + 1));
        assertThat(hold.isEmpty()).isTrue();
    }

    @Test
    void bytesThatWereNotCapturedAreCounted() {
        hold.add(new Segment(10, "abcdef".getBytes(StandardCharsets.US_ASCII), 0, 100, 6), 0);
        var one = Objects.requireNonNull(hold.take(14));
        assertThat(one.payloadCaptured()).isEqualTo(2);
        assertThat(one.payloadLength()).isEqualTo(96);
        assertThat(one.end()).isEqualTo(110);
    }

    /** Three bytes a segment: where it begins, how long it is, and what it is filled with. */
    @FuzzTest
    void hostileSegmentsComeOutOnceAndInOrder(byte[] data) {
        int next = -100;
        for (int i = 0; i + 2 < data.length; i += 3) {
            int length = 1 + (data[i + 1] & 63);
            var filled = new byte[length];
            java.util.Arrays.fill(filled, data[i + 2]);
            int sequence = next + 1 + (data[i] & 0xff);
            hold.add(new Segment(sequence, filled, 0, length, length), next);
            for (var one = hold.take(next); one != null; one = hold.take(next)) {
                assertThat(one.sequence()).isEqualTo(next);
                assertThat(one.payloadLength()).isPositive();
                next = one.end();
            }
            if (!hold.isEmpty() && (data[i] & 1) == 0) {
                assertThat(hold.first() - next).isPositive();
                next = hold.first();
            }
        }
    }

    private void keep(int sequence, String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        hold.add(new Segment(sequence, bytes, 0, bytes.length, bytes.length), sequence - 1);
    }

    private void read(int from) {
        int next = from;
        for (var one = hold.take(next); one != null; one = hold.take(next)) {
            read.append(new String(one.bytes(), one.payload(), one.payloadCaptured(), StandardCharsets.US_ASCII));
            next = one.end();
        }
    }
}
