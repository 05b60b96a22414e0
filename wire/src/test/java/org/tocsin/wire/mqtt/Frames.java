package org.tocsin.wire.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Rejection;

/** What the packet tests say again and again. */
final class Frames {
    private Frames() {}

    /** The bytes mean the packet, and the packet is written as these bytes. */
    static void same(String hex, MqttVersion version, MqttPacket packet) {
        var bytes = HexFormat.of().parseHex(hex);
        assertThat(MqttDecoder.decode(bytes, version, MqttLimits.DEFAULT)).isEqualTo(packet);
        assertThat(MqttEncoder.encode(packet, version)).asHexString().isEqualToIgnoringCase(hex);
    }

    static void refused(String hex, MqttVersion version, ReasonCode reason) {
        assertThatThrownBy(() -> MqttDecoder.decode(HexFormat.of().parseHex(hex), version, MqttLimits.DEFAULT))
                .isInstanceOfSatisfying(
                        Rejection.class, r -> assertThat(ReasonCode.of(r)).isEqualTo(reason));
    }

    static Bytes bytes(String hex) {
        return Bytes.hex(hex);
    }
}
