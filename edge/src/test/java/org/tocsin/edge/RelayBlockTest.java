package org.tocsin.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.crypto.cert.Spki;
import org.tocsin.kernel.Bytes;
import org.tocsin.policy.Decision;
import org.tocsin.policy.Ground;
import org.tocsin.policy.Layer;
import org.tocsin.policy.Subject;
import org.tocsin.wire.mqtt.Connect;
import org.tocsin.wire.mqtt.Disconnect;
import org.tocsin.wire.mqtt.MqttVersion;
import org.tocsin.wire.mqtt.Pingreq;
import org.tocsin.wire.mqtt.Pingresp;
import org.tocsin.wire.mqtt.Properties;
import org.tocsin.wire.mqtt.Qos;
import org.tocsin.wire.mqtt.ReasonCode;
import org.tocsin.wire.mqtt.Will;

/** Whoever is on the block list is out, and stays out. */
final class RelayBlockTest {
    private static final String ATTACKER = "127.0.0.66";

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

    @Test
    void aBlockedPeerNeverReachesTls() throws Exception {
        world.deny(RelayWorld.host(ATTACKER));
        // Reset before a byte was asked for: the peer has sent nothing and hears the end, maybe while it still
        // connects.
        assertThatThrownBy(() -> {
                    try (var socket = Device.tcp(ATTACKER, world.relay.port())) {
                        if (socket.getInputStream().read() < 0) {
                            throw new IOException("closed");
                        }
                    }
                })
                .isInstanceOf(IOException.class);
        var refused = world.awaits(EdgeEvent.Refused.class);
        assertThat(refused.why()).isEqualTo(Refusal.BLOCKED);
        assertThat(refused.detail()).isEqualTo("finding-1");
        assertThat(refused.address()).hasToString(ATTACKER);
        assertThat(world.relay.connections()).isZero();
    }

    @Test
    void aLiveSessionIsClosedOnABlockAndTheNextOneRefused() throws Exception {
        var attacker = world.session("cam-1", ATTACKER, MqttVersion.V5);
        var innocent = world.session("cam-2", RelayWorld.HERE, MqttVersion.V5);
        world.deny(RelayWorld.host(ATTACKER));
        assertThat(attacker.lastWord()).isEqualTo(Disconnect.of(ReasonCode.NOT_AUTHORIZED));
        var closed = world.awaits(EdgeEvent.Closed.class);
        assertThat(closed.why()).isEqualTo(Ending.BLOCKED);
        assertThat(closed.detail()).isEqualTo("finding-1");
        assertThat(closed.session().clientId()).isEqualTo("cam-1");
        assertThatThrownBy(() -> world.session("cam-1", ATTACKER, MqttVersion.V5))
                .isInstanceOf(IOException.class);
        innocent.send(new Pingreq());
        assertThat(innocent.receive()).isEqualTo(new Pingresp());
    }

    @Test
    void anOldDeviceIsJustClosed() throws Exception {
        var attacker = world.session("cam-1", ATTACKER, MqttVersion.V3_1_1);
        world.deny(RelayWorld.host("127.0.0.64/29"));
        assertThat(attacker.lastWord()).isNull();
        assertThat(world.awaits(EdgeEvent.Closed.class).why()).isEqualTo(Ending.BLOCKED);
    }

    @Test
    void theWillOfABlockedDeviceIsNotPublished() throws Exception {
        var device = world.handshake(world.identity("cam-1"), ATTACKER, MqttVersion.V5);
        var will = new Will("w", Bytes.hex("66"), Qos.AT_MOST_ONCE, true, Properties.NONE);
        device.connect(Connect.of(MqttVersion.V5, "cam-1", true, 60).withWill(will));
        world.deny(RelayWorld.host(ATTACKER));
        assertThat(world.broker.awaits(Disconnect.class)).isEqualTo(Disconnect.of(ReasonCode.SUCCESS));
    }

    @Test
    void aQuarantinedDeviceCantReconnectFromAnotherAddress() throws Exception {
        var identity = world.identity("cam-1");
        var device = world.handshake(identity, ATTACKER, MqttVersion.V5);
        device.connect(Connect.of(MqttVersion.V5, "cam-1", true, 60));
        quarantine(new Subject.Key(Spki.hash(identity.certificate())));
        assertThat(device.lastWord()).isEqualTo(Disconnect.of(ReasonCode.NOT_AUTHORIZED));
        world.handshake(identity, "127.0.0.99", MqttVersion.V5).lastWord();
        assertThat(world.awaits(EdgeEvent.Refused.class).why()).isEqualTo(Refusal.DEVICE_BLOCKED);
    }

    @Test
    void aQuarantinedNameIsOutWithAnyCertificate() throws Exception {
        quarantine(new Subject.Device("cam-1"));
        world.handshake(world.identity("cam-1"), RelayWorld.HERE, MqttVersion.V5)
                .lastWord();
        assertThat(world.awaits(EdgeEvent.Refused.class).why()).isEqualTo(Refusal.DEVICE_BLOCKED);
    }

    @Test
    void aQuarantinedClientIdIsToldSoInConnack() throws Exception {
        quarantine(new Subject.Client("evil"));
        var device = world.handshake(world.identity("cam-1"), RelayWorld.HERE, MqttVersion.V5);
        assertThat(device.connect(Connect.of(MqttVersion.V5, "evil", true, 60)).reason())
                .isEqualTo(ReasonCode.NOT_AUTHORIZED);
        assertThat(world.broker.heard).isEmpty();
    }

    @Test
    void theFastLaneRefusesNewSessionsAndLeavesLiveOnesAlone() throws Exception {
        var device = world.session("cam-1", ATTACKER, MqttVersion.V5);
        world.blocklists.swap(
                Layer.VERDICT, edit -> edit.put(RelayWorld.host(ATTACKER), new Decision.Throttle(RelayWorld.ground())));
        device.send(new Pingreq());
        assertThat(device.receive()).isEqualTo(new Pingresp());
        assertThatThrownBy(() -> world.session("cam-2", ATTACKER, MqttVersion.V5))
                .isInstanceOf(IOException.class);
        assertThat(world.awaits(EdgeEvent.Refused.class).why()).isEqualTo(Refusal.BLOCKED);
    }

    @Test
    void aRetractionLetsTheNextSessionIn() throws Exception {
        world.deny(RelayWorld.host(ATTACKER));
        world.blocklists.swap(Layer.LOCAL, edit -> edit.remove(RelayWorld.host(ATTACKER)));
        world.session("cam-1", ATTACKER, MqttVersion.V5);
        assertThat(world.awaits(EdgeEvent.Opened.class).session().address()).hasToString(ATTACKER);
    }

    @Test
    void aHundredSessionsOfOneSourceAreAllClosed() throws Exception {
        var devices = new ArrayList<Device>();
        for (int i = 0; i < 100; i++) {
            devices.add(world.session("cam-" + i, ATTACKER, MqttVersion.V5));
        }
        world.deny(RelayWorld.host(ATTACKER));
        for (var device : devices) {
            assertThat(device.lastWord()).isEqualTo(Disconnect.of(ReasonCode.NOT_AUTHORIZED));
        }
    }

    @Test
    void anOperatorClosesASessionAndItMayComeBack() throws Exception {
        var device = world.session("cam-1", RelayWorld.HERE, MqttVersion.V5);
        assertThat(world.relay.close(new Subject.Device("cam-1"))).isEqualTo(1);
        assertThat(device.lastWord()).isEqualTo(Disconnect.of(ReasonCode.ADMINISTRATIVE_ACTION));
        world.session("cam-1", RelayWorld.HERE, MqttVersion.V5);
    }

    private void quarantine(Subject subject) {
        world.blocklists.swap(
                Layer.LOCAL,
                edit -> edit.put(
                        subject, new Decision.Quarantine(new Ground("finding-2", "it scans", Ground.FOR_GOOD))));
    }
}
