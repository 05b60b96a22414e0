package org.tocsin.wire.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Rejection;

final class MqttDecoderTest {
    @FuzzTest
    void hostileBytesAreReadOrRefusedByName(byte[] data) {
        for (var version : MqttVersion.values()) {
            var packet = decode(data, version);
            if (packet != null) {
                var spoken = packet instanceof Connect connect ? connect.version() : version;
                var again = MqttDecoder.decode(MqttEncoder.encode(packet, spoken), spoken, MqttLimits.DEFAULT);
                assertThat(again).isEqualTo(packet);
            }
            theScanAgrees(data, version, packet);
        }
    }

    private static @Nullable MqttPacket decode(byte[] data, MqttVersion version) {
        try {
            return MqttDecoder.decode(data, version, MqttLimits.DEFAULT);
        } catch (Rejection refused) {
            assertThat(refused.code()).startsWith("mqtt.");
            return null;
        }
    }

    /** The hot path must refuse exactly what the decoder refuses, or the two could be played off against each other. */
    private static void theScanAgrees(byte[] data, MqttVersion version, @Nullable MqttPacket packet) {
        if (data.length < 2 || (data[0] & 0xf0) != 0x30) {
            return;
        }
        try {
            int length = MqttFraming.frameLength(ByteBuffer.wrap(data), 0, data.length, 1 << 18);
            if (length != data.length) {
                return;
            }
            new PublishScan(MqttLimits.DEFAULT).scan(ByteBuffer.wrap(data), 0, data.length, version);
            assertThat(packet).isNotNull();
        } catch (Rejection refused) {
            assertThat(packet).isNull();
        }
    }
}
