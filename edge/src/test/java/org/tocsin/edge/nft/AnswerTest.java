package org.tocsin.edge.nft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.kernel.Rejection;

/** What a kernel answers, and what no kernel should. */
final class AnswerTest {
    private static ByteBuffer message(int size, int type, int flags, int sequence) {
        return ByteBuffer.allocate(size)
                .order(ByteOrder.nativeOrder())
                .putInt(size)
                .putShort((short) type)
                .putShort((short) flags)
                .putInt(sequence)
                .putInt(0);
    }

    private static List<Answer> read(ByteBuffer bytes) {
        var copy = new byte[bytes.capacity()];
        bytes.get(0, copy);
        return Answer.read(copy, copy.length);
    }

    @Test
    void anErrorIsReadWithTheKernelsWords() {
        var words = "chain is busy\0".getBytes(StandardCharsets.US_ASCII);
        var bytes = message(16 + 4 + 16 + 4 + 16, 2, 0x300, 7).putInt(-16);
        bytes.putInt(400).position(36);
        bytes.putShort((short) (4 + words.length)).putShort((short) 1).put(words);
        assertThat(read(bytes)).containsExactly(new Answer.Failed(7, 16, "chain is busy"));
    }

    @Test
    void anAcknowledgementIsAnErrorOfNumberZero() {
        assertThat(read(message(36, 2, 0x100, 3))).containsExactly(new Answer.Done(3, false));
    }

    @Test
    void aListThatChangedWhileItWasReadSaysSo() {
        assertThat(read(message(20, 3, 0x10, 3))).containsExactly(new Answer.Done(3, true));
    }

    @Test
    void theMostNegativeNumberIsAnErrorAndNoOverflow() {
        var failed = (Answer.Failed)
                read(message(36, 2, 0, 3).putInt(Integer.MIN_VALUE)).getFirst();
        assertThat(failed.errno()).isPositive();
    }

    @Test
    void aMessageThatIsLongerThanItsDatagramIsRefused() {
        assertRefused(message(20, 0xa00, 0, 1).putInt(0, 21));
    }

    @Test
    void aMessageOfLengthZeroIsRefusedAndNotReadForever() {
        assertRefused(message(20, 0xa00, 0, 1).putInt(0, 0));
    }

    @Test
    void aDatagramThatEndsWithinAHeaderIsRefused() {
        assertRefused(ByteBuffer.allocate(15));
    }

    @Test
    void anErrorWithoutANumberIsRefused() {
        assertRefused(message(18, 2, 0, 1));
    }

    @Test
    void anErrorThatQuotesMoreThanItHoldsIsRefused() {
        assertRefused(message(36, 2, 0x200, 1).putInt(-1).putInt(5_000));
    }

    private static void assertRefused(ByteBuffer bytes) {
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOfSatisfying(
                        Rejection.class, refused -> assertThat(refused.code()).isEqualTo("nft.answer"));
    }

    @ParameterizedTest
    @CsvSource({"0, 4", "3, 4", "5, 4", "65535, 4", "4, 2", "8, 8"})
    void anAttributeWhoseLengthLiesIsRefused(int length, int size) {
        var bytes = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
        bytes.putShort((short) length);
        var copy = new byte[size];
        bytes.get(0, copy);
        var attributes = new Attributes(copy, 0, size);
        if (length == size) {
            assertThat(attributes.all()).hasSize(1);
        } else {
            assertThatThrownBy(attributes::all).isInstanceOf(Rejection.class);
        }
    }

    @Test
    void aNumberOfAnotherSizeIsRefused() {
        assertThatThrownBy(new Attributes(new byte[8], 0, 8)::number).isInstanceOf(Rejection.class);
        assertThatThrownBy(new Attributes(new byte[4], 0, 4)::longNumber).isInstanceOf(Rejection.class);
        assertThatThrownBy(() -> new Attributes(new byte[0], 0, 0).need(3)).isInstanceOf(Rejection.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1, nft.permission",
        "13, nft.permission",
        "2, nft.gone",
        "17, nft.exists",
        "105, nft.no-room",
        "12, nft.no-room",
        "90, nft.no-room",
        "23, nft.full",
        "28, nft.full",
        "11, nft.busy",
        "16, nft.busy",
        "85, nft.busy",
        "4, nft.busy",
        "95, nft.missing",
        "93, nft.missing",
        "22, nft.kernel",
        "12345, nft.kernel"
    })
    void everyErrorOfTheKernelHasAName(int errno, String code) {
        var refused = Refusals.of("writing", errno, "words of the kernel");
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.detail()).contains("words of the kernel");
    }

    @FuzzTest
    void hostileAnswersAreReadOrRefused(byte[] data) {
        try {
            for (var answer : Answer.read(data, data.length)) {
                if (answer instanceof Answer.Thing thing) {
                    walk(thing.body(), 0);
                }
            }
        } catch (Rejection refused) {
            assertThat(refused.code()).startsWith("nft.answer");
        }
    }

    private static void walk(Attributes body, int depth) {
        for (var attribute : body.all()) {
            assertThat(attribute.value().text())
                    .hasSizeLessThanOrEqualTo(4 * attribute.value().size() + 16);
            if (depth < 4 && attribute.value().size() >= 4) {
                try {
                    walk(attribute.value(), depth + 1);
                } catch (Rejection plainBytes) {
                    assertThat(plainBytes.code()).startsWith("nft.answer");
                }
            }
        }
    }
}
