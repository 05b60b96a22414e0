package org.tocsin.wire.protocols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.wire.Corpora;
import org.tocsin.wire.capture.Capture;
import org.tocsin.wire.capture.Frame;
import org.tocsin.wire.dhcp.DhcpMessage;
import org.tocsin.wire.modbus.ModbusFrame;
import org.tocsin.wire.mqtt.ClientStream;
import org.tocsin.wire.mqtt.ClientStream.Violation;
import org.tocsin.wire.mqtt.Connect;
import org.tocsin.wire.mqtt.MqttLimits;
import org.tocsin.wire.mqtt.MqttPacket;
import org.tocsin.wire.mqtt.MqttStream;
import org.tocsin.wire.mqtt.MqttVersion;
import org.tocsin.wire.mqtt.PacketType;
import org.tocsin.wire.mqtt.Publish;
import org.tocsin.wire.packet.Decoder;
import org.tocsin.wire.packet.Packet;

/** What Suricata's own cases (suricata-verify) expect of their captures is seen here too, event by event. */
final class ForeignEventsTest {
    /** The event that the case names, and ours. */
    @ParameterizedTest
    @CsvSource({
        "mqtt-events-invalid-qos, invalid_qos_level, FLAGS",
        "mqtt-events-missing-connect, missing_connect, BEFORE_CONNECT",
        "mqtt-events-unassigned-msgtype, unassigned_msg_type, RESERVED_TYPE"
    })
    void anMqttEventOfTheirsIsAViolationHere(String name, String theirs, Violation ours) {
        assertThat(events(name))
                .as(theirs)
                .endsWith(ours.name())
                .filteredOn(ours.name()::equals)
                .hasSize(1);
    }

    /** {@code malformed_traffic}: properties longer than the packet. */
    @Test
    void excessivePropertiesAreMalformedTrafficHereToo() {
        assertThatThrownBy(() -> mqtt("mqtt5-excessiveproplen")).hasMessageContaining("malformed");
    }

    /** {@code unintroduced_message}: a difference on purpose. A client may publish before CONNACK has come (MQTT 3.1.1, 3.1.4). */
    @Test
    void aMessageBetweenConnectAndConnackIsAllowed() {
        assertThat(events("mqtt-events-unintroduced")).containsExactly("connects", "publishes");
    }

    /** MQTT 3.1 is followed for abuse; whoever wants its fields is told by name that they are not read. */
    @Test
    void theirMqtt31CaseIsFollowed() {
        assertThat(events("mqtt31-pub-qos2")).containsExactly("connects", "publishes", "speaks", "speaks");
        assertThatThrownBy(() -> mqtt("mqtt31-pub-qos2")).hasMessageContaining("mqtt.unsupported-protocol-version");
    }

    @Test
    void theFieldsOfTheirMqtt5CaseAreReadAlike() {
        var packets = mqtt("mqtt5-pub-userpass");
        assertThat(packets)
                .extracting(MqttPacket::type)
                .containsExactly(PacketType.CONNECT, PacketType.PUBLISH, PacketType.DISCONNECT);
        assertThat(packets.getFirst()).isInstanceOfSatisfying(Connect.class, c -> assertThat(c.version())
                .isEqualTo(MqttVersion.V5));
    }

    /** They read two messages whole and cut one; lengths beyond a limit are named here at the header. */
    @Test
    void theirOversizedMessagesAreRefusedBySizeWhereALimitIsSet() {
        var tight = new MqttLimits(10_000, 32, 64, 32);
        assertThatThrownBy(() -> mqtt("mqtt-limit-2", tight)).hasMessageContaining("are allowed");
        assertThat(mqtt("mqtt-limit-2")).filteredOn(Publish.class::isInstance).hasSize(3);
    }

    @Test
    void eachOfTheirTenThousandDhcpMessagesIsOneHere() {
        var count = new int[1];
        packets("dhcp-request-flood_test", p -> {
            if (p.targetPort() == DhcpMessage.SERVER_PORT
                    && DhcpMessage.read(p.bytes(), p.payload(), p.payloadCaptured()) != null) {
                count[0]++;
            }
        });
        assertThat(count[0]).isEqualTo(10_000);
    }

    /** {@code RdCoils}: two requests. */
    @Test
    void theirModbusRequestsForCoilsAreReadAlike() {
        var coils = new int[1];
        packets("modbus_modbus", p -> {
            var frame = p.targetPort() == ModbusFrame.PORT
                    ? ModbusFrame.read(p.bytes(), p.payload(), p.payloadCaptured())
                    : null;
            coils[0] += frame != null && frame.function() == 1 ? 1 : 0;
        });
        assertThat(coils[0]).isEqualTo(2);
    }

    private static List<MqttPacket> mqtt(String name) {
        return mqtt(name, MqttLimits.DEFAULT);
    }

    /** What the client of a case says, packet by packet. */
    private static List<MqttPacket> mqtt(String name, MqttLimits limits) {
        var packets = new ArrayList<MqttPacket>();
        var stream = new MqttStream(MqttVersion.V3_1_1, limits);
        packets(name, p -> {
            if (p.targetPort() == ClientStream.PORT && p.payloadCaptured() > 0) {
                stream.feed(ByteBuffer.wrap(p.bytes(), p.payload(), p.payloadCaptured()));
                for (var packet = stream.next(); packet != null; packet = stream.next()) {
                    packets.add(packet);
                }
            }
        });
        return packets;
    }

    private static void packets(String name, Consumer<Packet> to) {
        var file = Corpora.captures()
                .resolve("protocols/suricata-" + name + (name.contains("_") ? "" : "_input") + ".pcap");
        try {
            var capture = Capture.of(Files.readAllBytes(file));
            var frame = new Frame();
            var packet = new Packet();
            var decoder = new Decoder();
            while (capture.next(frame)) {
                decoder.decode(frame, packet);
                to.accept(packet);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** What the client of a case does, as it is followed. */
    private static List<String> events(String name) {
        var events = new ArrayList<String>();
        var stream = new ClientStream(new ClientStream.Listener() {
            @Override
            public void connects(int keepAlive, long client) {
                events.add("connects");
            }

            @Override
            public void publishes() {
                events.add("publishes");
            }

            @Override
            public void subscribes(boolean everything) {
                events.add("subscribes");
            }

            @Override
            public void speaks() {
                events.add("speaks");
            }

            @Override
            public void violates(Violation how) {
                events.add(how.name());
            }
        });
        packets(name, p -> {
            if (p.targetPort() == ClientStream.PORT && p.payloadCaptured() > 0) {
                stream.take(p.bytes(), p.payload(), p.payloadCaptured());
            }
        });
        return events;
    }
}
