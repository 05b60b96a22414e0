package org.tocsin.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.kernel.Bytes;
import org.tocsin.wire.mqtt.Connack;
import org.tocsin.wire.mqtt.Connect;
import org.tocsin.wire.mqtt.Disconnect;
import org.tocsin.wire.mqtt.MqttEncoder;
import org.tocsin.wire.mqtt.MqttLimits;
import org.tocsin.wire.mqtt.MqttPacket;
import org.tocsin.wire.mqtt.MqttVersion;
import org.tocsin.wire.mqtt.PacketType;
import org.tocsin.wire.mqtt.Pingreq;
import org.tocsin.wire.mqtt.Pingresp;
import org.tocsin.wire.mqtt.Properties;
import org.tocsin.wire.mqtt.Property;
import org.tocsin.wire.mqtt.PropertyId;
import org.tocsin.wire.mqtt.Publish;
import org.tocsin.wire.mqtt.Qos;
import org.tocsin.wire.mqtt.ReasonCode;
import org.tocsin.wire.mqtt.Suback;

final class ClientInspectorTest {
    private final ClientInspector inspector = new ClientInspector(MqttLimits.DEFAULT);

    @BeforeEach
    void nothingHasComeYet() {
        assertThat(inspector.connect()).isNull();
    }

    @Test
    void aPacketBeforeConnectIsRefused() {
        assertThatThrownBy(() -> inspect(new Pingreq())).hasMessageStartingWith("mqtt.protocol-error");
    }

    @Test
    void aSecondConnectIsRefused() {
        connect();
        assertThatThrownBy(this::connect).hasMessageStartingWith("mqtt.protocol-error");
    }

    @Test
    void aPacketOfAServerIsRefused() {
        connect();
        var ofServers = List.of(
                Connack.of(ReasonCode.SUCCESS),
                new Pingresp(),
                new Suback(1, Properties.NONE, List.of(ReasonCode.SUCCESS)));
        for (var packet : ofServers) {
            assertThatThrownBy(() -> inspect(packet)).hasMessageStartingWith("mqtt.protocol-error");
        }
    }

    @Test
    void nothingPassesAfterDisconnect() {
        connect();
        inspect(Disconnect.of(ReasonCode.SUCCESS));
        assertThat(inspector.ended()).isTrue();
        assertThatThrownBy(() -> inspect(new Pingreq())).hasMessageStartingWith("mqtt.protocol-error");
    }

    @Test
    void aTopicAliasThatTheBrokerDidNotOfferIsRefused() {
        connect();
        var alias = new Publish(
                false,
                Qos.AT_MOST_ONCE,
                false,
                "a",
                0,
                Properties.of(new Property.Num(PropertyId.TOPIC_ALIAS, 1)),
                Bytes.hex(""));
        assertThatThrownBy(() -> inspect(alias)).hasMessageStartingWith("mqtt.topic-alias-invalid");
        var offered = Properties.of(new Property.Num(PropertyId.TOPIC_ALIAS_MAXIMUM, 1));
        inspector.accepted(new Connack(false, ReasonCode.SUCCESS, offered));
        assertThat(inspect(alias)).isEqualTo(PacketType.PUBLISH);
    }

    @Test
    void unansweredMessagesAreCounted() {
        connect();
        inspect(Publish.of("a", Qos.AT_LEAST_ONCE, 1, Bytes.hex("")));
        inspect(Publish.of("a", Qos.AT_MOST_ONCE, 0, Bytes.hex("")));
        inspect(Publish.of("a", Qos.EXACTLY_ONCE, 2, Bytes.hex("")));
        assertThat(inspector.unanswered()).isEqualTo(2);
        inspector.answered();
        assertThat(inspector.unanswered()).isEqualTo(1);
    }

    private void connect() {
        inspect(Connect.of(MqttVersion.V5, "a", true, 60));
    }

    private PacketType inspect(MqttPacket packet) {
        var bytes = MqttEncoder.encode(packet, MqttVersion.V5);
        return inspector.inspect(ByteBuffer.wrap(bytes), 0, bytes.length);
    }
}
