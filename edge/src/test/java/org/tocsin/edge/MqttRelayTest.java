package org.tocsin.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tocsin.kernel.Bytes;
import org.tocsin.wire.mqtt.Connack;
import org.tocsin.wire.mqtt.Connect;
import org.tocsin.wire.mqtt.Disconnect;
import org.tocsin.wire.mqtt.MqttVersion;
import org.tocsin.wire.mqtt.Pingreq;
import org.tocsin.wire.mqtt.Pingresp;
import org.tocsin.wire.mqtt.Puback;
import org.tocsin.wire.mqtt.Publish;
import org.tocsin.wire.mqtt.Qos;
import org.tocsin.wire.mqtt.ReasonCode;

/** What passes, in both versions and with and without native libraries. */
final class MqttRelayTest {
    @TempDir
    Path folder;

    private RelayWorld world;

    @BeforeEach
    void open() throws IOException {
        world = new RelayWorld(folder);
    }

    @AfterEach
    void close() throws IOException {
        world.close();
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void aDeviceWithACertificateIsInSessionAndItsMessageArrivesUnchanged(MqttVersion version) throws Exception {
        var device = world.session("cam-1", RelayWorld.HERE, version);
        var sent = Publish.of("home/cam-1", Qos.AT_LEAST_ONCE, 7, Bytes.hex("00ff"));
        device.send(sent);
        assertThat(world.broker.awaits(Publish.class)).isEqualTo(sent);
        assertThat(device.receive()).isEqualTo(Puback.of(7));
        var opened = world.awaits(EdgeEvent.Opened.class);
        assertThat(opened.session().device().names()).contains("cam-1");
        assertThat(opened.session().clientId()).isEqualTo("cam-1");
        assertThat(opened.session().version()).isEqualTo(version);
    }

    @Test
    void nothingIsAcknowledgedThatTheBrokerDidNotAcknowledge() throws Exception {
        world.broker.acknowledges = false;
        var device = world.session("cam-1", RelayWorld.HERE, MqttVersion.V5);
        device.send(Publish.of("a", Qos.AT_LEAST_ONCE, 7, Bytes.hex("")));
        device.send(new Pingreq());
        assertThat(device.receive()).isEqualTo(new Pingresp());
    }

    @Test
    void whatTheBrokerSendsArrives() throws Exception {
        var device = world.session("cam-1", RelayWorld.HERE, MqttVersion.V5);
        var sent = Publish.of("to/cam-1", Qos.AT_MOST_ONCE, 0, Bytes.owning(new byte[100_000]));
        world.broker.send(sent, MqttVersion.V5);
        assertThat(device.receive()).isEqualTo(sent);
    }

    @Test
    void messagesSentJustBeforeTheEndAreNotLost() throws Exception {
        var device = world.session("cam-1", RelayWorld.HERE, MqttVersion.V3_1_1);
        for (int i = 0; i < 500; i++) {
            device.send(Publish.of("a", Qos.AT_MOST_ONCE, 0, Bytes.owning(new byte[1_000])));
        }
        device.send(Disconnect.of(ReasonCode.SUCCESS));
        device.close();
        for (int i = 0; i < 500; i++) {
            world.broker.awaits(Publish.class);
        }
        assertThat(world.broker.awaits(Disconnect.class)).isEqualTo(Disconnect.of(ReasonCode.SUCCESS));
        assertThat(world.awaits(EdgeEvent.Closed.class).why()).isEqualTo(Ending.DEVICE);
    }

    @Test
    void packetsThatCameWithConnectAreNotLost() throws Exception {
        var device = world.handshake(world.identity("cam-1"), RelayWorld.HERE, MqttVersion.V5);
        device.send(Connect.of(MqttVersion.V5, "cam-1", true, 60));
        device.send(Publish.of("a", Qos.AT_LEAST_ONCE, 1, Bytes.hex("01")));
        assertThat(device.receive()).isInstanceOf(Connack.class);
        assertThat(device.receive()).isEqualTo(Puback.of(1));
    }

    @Test
    void itWorksWithoutNativeLibraries() throws Exception {
        world.close();
        world = new RelayWorld(folder, settings -> settings, Loops.openPortable(1));
        var device = world.session("cam-1", RelayWorld.HERE, MqttVersion.V5);
        device.send(new Pingreq());
        assertThat(device.receive()).isEqualTo(new Pingresp());
    }

    @Test
    void devicesAreToldWhenTheRelayStops() throws Exception {
        var modern = world.session("cam-1", RelayWorld.HERE, MqttVersion.V5);
        var old = world.session("cam-2", RelayWorld.HERE, MqttVersion.V3_1_1);
        world.relay.close();
        assertThat(modern.lastWord()).isEqualTo(Disconnect.of(ReasonCode.SERVER_SHUTTING_DOWN));
        assertThat(old.lastWord()).isNull();
    }

    @Test
    void aBrokerThatNobodyKnowsYetTurnsDevicesAwayAndStopsNothing() throws Exception {
        world.close();
        var nowhere = new UpstreamSettings("nosuch.invalid", 1883, false, "");
        world = new RelayWorld(folder, settings -> RelayWorld.upstream(settings, nowhere), Loops.open(1));
        assertThat(world.relay.knowsBroker()).isFalse();
        var device = world.handshake(world.identity("cam-1"), RelayWorld.HERE, MqttVersion.V5);
        device.send(Connect.of(MqttVersion.V5, "cam-1", true, 60));
        assertThat(world.awaits(EdgeEvent.Refused.class).why()).isEqualTo(Refusal.UPSTREAM);
    }
}
