package org.tocsin.wire.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tocsin.wire.mqtt.MqttVersion.V3_1_1;
import static org.tocsin.wire.mqtt.MqttVersion.V5;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.kernel.Rejection;

final class PublishTest {
    @Test
    void topicIdAndPayloadAreReadAndWritten() {
        var publish = new Publish(true, Qos.AT_LEAST_ONCE, true, "a/b", 7, Properties.NONE, Frames.bytes("0102"));
        Frames.same("3b090003612f6200070102", V3_1_1, publish);
    }

    @Test
    void anAliasMayStandForTheTopic() {
        var alias = Properties.of(new Property.Num(PropertyId.TOPIC_ALIAS, 3));
        Frames.same(
                "300700000323000378",
                V5,
                new Publish(false, Qos.AT_MOST_ONCE, false, "", 0, alias, Frames.bytes("78")));
    }

    @ParameterizedTest
    @CsvSource({
        "3606000161000178, MALFORMED_PACKET",
        "380400016178, MALFORMED_PACKET",
        "32050001610000, MALFORMED_PACKET",
        "3003000123, TOPIC_NAME_INVALID",
        "30020000, TOPIC_NAME_INVALID",
        "3003000100, MALFORMED_PACKET",
        "3003000161ff, MALFORMED_PACKET",
        "30030005ff, MALFORMED_PACKET",
        "3203000161, MALFORMED_PACKET",
        "30050003c08080, MALFORMED_PACKET"
    })
    void aMalformedOneIsRefusedByName(String hex, ReasonCode reason) {
        Frames.refused(hex, V3_1_1, reason);
    }

    @ParameterizedTest
    @CsvSource({
        "30050000022300, MALFORMED_PACKET",
        "3006000003230000, PROTOCOL_ERROR",
        "3005000161017f, MALFORMED_PACKET",
        "3009000161051100000001, PROTOCOL_ERROR",
        "30080001610401000100, PROTOCOL_ERROR",
        "3006000161020102, PROTOCOL_ERROR",
        "30080001610408000123, PROTOCOL_ERROR"
    })
    void aWrongPropertyIsRefusedByName(String hex, ReasonCode reason) {
        Frames.refused(hex, V5, reason);
        assertThatThrownBy(() -> scan(hex, V5))
                .isInstanceOfSatisfying(
                        Rejection.class, r -> assertThat(ReasonCode.of(r)).isEqualTo(reason));
    }

    @Test
    void theScanOfTheRelaySeesTheSameFacts() {
        var scan = scan("340a0003612f620009003132", V5);
        assertThat(scan.topicStart()).isEqualTo(4);
        assertThat(scan.topicLength()).isEqualTo(3);
        assertThat(scan.packetId()).isEqualTo(9);
        assertThat(scan.qos()).isEqualTo(2);
        assertThat(scan.alias()).isZero();
        assertThat(scan("3006000003230003", V5).alias()).isEqualTo(3);
    }

    private static PublishScan scan(String hex, MqttVersion version) {
        var bytes = HexFormat.of().parseHex(hex);
        var scan = new PublishScan(MqttLimits.DEFAULT);
        scan.scan(ByteBuffer.wrap(bytes), 0, bytes.length, version);
        return scan;
    }
}
