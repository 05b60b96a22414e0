package org.tocsin.edge.nft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class RequestTest {
    private static ByteBuffer read(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    @Test
    void theHeaderIsInTheMachinesOrderAndTheSubsystemOfABatchInTheNetworks() {
        var bytes = read(Request.batch(0x10).numbered(7, Request.ACK));
        assertThat(bytes.capacity()).isEqualTo(20);
        assertThat(bytes.getInt(0)).isEqualTo(20);
        assertThat(bytes.getShort(4)).isEqualTo((short) 0x10);
        assertThat(bytes.getShort(6)).isEqualTo((short) (Request.REQUEST | Request.ACK));
        assertThat(bytes.getInt(8)).isEqualTo(7);
        assertThat(bytes.get(18)).isZero();
        assertThat(bytes.get(19)).isEqualTo((byte) 10);
    }

    @Test
    void numbersAreBigEndianAndOddLengthsPadded() {
        var bytes = Request.of(0, 0)
                .text(1, "ab")
                .number(2, 0x01020304)
                .longNumber(3, 5)
                .numbered(1, 0);
        var body = HexFormat.of().formatHex(bytes, 24, 27) + HexFormat.of().formatHex(bytes, 32, 36);
        assertThat(body).isEqualTo("616200" + "01020304");
        assertThat(read(bytes).getShort(20)).as("length without padding").isEqualTo((short) 7);
        assertThat(read(bytes).getShort(28)).isEqualTo((short) 8);
        assertThat(bytes[47]).isEqualTo((byte) 5);
        assertThat(bytes).hasSize(48);
    }

    @Test
    void whatIsNestedIsMarkedAndCounted() {
        var bytes =
                read(Request.of(0, 0).begin(4).begin(1).number(2, 9).end().end().numbered(1, 0));
        assertThat(bytes.getShort(20)).isEqualTo((short) 16);
        assertThat(bytes.getShort(22)).isEqualTo((short) 0x8004);
        assertThat(bytes.getShort(24)).isEqualTo((short) 12);
        assertThat(bytes.getShort(26)).isEqualTo((short) 0x8001);
    }

    @Test
    void aListThatIsTooLongForItsLengthIsNotSent() {
        var request = Request.of(12, 0).begin(3);
        for (int i = 0; i < 10_000; i++) {
            request.number(1, i);
        }
        assertThatThrownBy(request::end).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aMaskKeepsTheBitsOfItsPrefix() {
        var rule = Rule.in("t", "c")
                .addressIn(new SetName(Kind.DROP, 32, 20), true)
                .then(Rule.DROP)
                .numbered(1, 0);
        assertThat(HexFormat.of().formatHex(rule)).contains("fffff000");
    }
}
