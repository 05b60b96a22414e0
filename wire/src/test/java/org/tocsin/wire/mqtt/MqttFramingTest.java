package org.tocsin.wire.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MqttFramingTest {
    @ParameterizedTest
    @CsvSource({"c000, 2", "30, -1", "3080, -1", "308001, 131", "30ff7f, 16386", "'', -1"})
    void theLengthIsKnownAsSoonAsTheHeaderIs(String hex, int length) {
        assertThat(length(hex)).isEqualTo(length);
    }

    @ParameterizedTest
    @CsvSource({
        "00, mqtt.malformed-packet",
        "36, mqtt.malformed-packet",
        "80, mqtt.malformed-packet",
        "308000, mqtt.malformed-packet",
        "30ffff7f, mqtt.packet-too-large",
        "30ffffff, mqtt.packet-too-large",
        "30ffffff7f, mqtt.packet-too-large",
        "3080808080, mqtt.malformed-packet"
    })
    void anOversizedOrReservedHeaderIsRefusedAtOnce(String hex, String code) {
        assertThatThrownBy(() -> length(hex)).hasMessageStartingWith(code);
    }

    @Test
    void packetsInCrumbsAreThePacketsAsAWhole() {
        var bytes = HexFormat.of().parseHex("100d00044d5154540502003c000000c000e000");
        var stream = new MqttStream(MqttVersion.V3_1_1, MqttLimits.DEFAULT);
        int packets = 0;
        for (var crumb : bytes) {
            stream.feed(ByteBuffer.wrap(new byte[] {crumb}));
            packets += stream.next() == null ? 0 : 1;
        }
        assertThat(packets).isEqualTo(3);
        assertThat(stream.version()).isEqualTo(MqttVersion.V5);
    }

    @Test
    void twoPacketsInOneChunkAreBothSeen() {
        var stream = new MqttStream(MqttVersion.V5, MqttLimits.DEFAULT);
        stream.feed(ByteBuffer.wrap(HexFormat.of().parseHex("c000d000c0")));
        assertThat(stream.next()).isInstanceOf(Pingreq.class);
        assertThat(stream.next()).isInstanceOf(Pingresp.class);
        assertThat(stream.next()).isNull();
    }

    private static int length(String hex) {
        var bytes = HexFormat.of().parseHex(hex);
        return MqttFraming.frameLength(ByteBuffer.wrap(bytes), 0, bytes.length, 256 << 10);
    }
}
