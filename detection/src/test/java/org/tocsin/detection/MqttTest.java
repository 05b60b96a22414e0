package org.tocsin.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.detection.Scene.CAM;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tocsin.kernel.Address;

/** Abuse of MQTT brokers, and clients that only look like it. */
final class MqttTest {
    private static final String BROKER = "192.168.1.60";
    private static final String ATTACKER = "203.0.113.9";
    private static final String CONNECT = "\u0010\r\0\4MQTT\4\2\0<\0\1a";
    private static final String CONNECT_FOR_HOURS = "\u0010\r\0\4MQTT\4\2\u00ff\u00ff\0\1a";
    private static final String CONNACK = " \2\0\0";
    private static final String PUBLISH = "0\7\0\4roomx";

    @Test
    void aFloodOfPublishIsFound() {
        var scene = new Scene();
        var session = open(scene, ATTACKER, CONNECT);
        for (int i = 0; i < 200; i++) {
            session.ask(PUBLISH.repeat(10));
        }
        var flood = only(scene);
        assertThat(flood.kind()).isEqualTo(Kind.MQTT_FLOOD);
        assertThat(flood.role()).isEqualTo(new Role.Inbound(Address.parse(ATTACKER), true));
        assertThat(flood.observed()).contains("PUBLISH");
    }

    @Test
    void aSensorThatPublishesAllDayIsNoFlood() {
        var scene = new Scene();
        var session = open(scene, CAM, CONNECT);
        for (int i = 0; i < 3_000; i++) {
            session.ask(PUBLISH);
            scene.pass(19);
        }
        assertThat(scene.watch()).isEmpty();
    }

    @Test
    void aFloodOfConnectIsFound() {
        var scene = new Scene();
        for (int i = 0; i < 250; i++) {
            open(scene, CAM, CONNECT).ask(PUBLISH);
        }
        assertThat(only(scene).kind()).isEqualTo(Kind.MQTT_FLOOD);
    }

    @Test
    void twoThatShareAnIdentifierPushEachOtherOutAndAreTold() {
        var scene = new Scene();
        for (int i = 0; i < 3; i++) {
            open(scene, CAM, CONNECT).ask(PUBLISH);
            open(scene, "192.168.1.21", CONNECT).ask(PUBLISH);
        }
        var clone = only(scene);
        assertThat(clone.kind()).isEqualTo(Kind.IDENTITY_CLONE);
        assertThat(clone.confidence()).isEqualTo(0.5);
        assertThat(clone.peers()).contains(Address.parse(BROKER), Address.parse("192.168.1.21"));
    }

    @Test
    void aDeviceThatMovesAndOneThatComesBackAreNoClones() {
        var scene = new Scene();
        for (int i = 0; i < 10; i++) {
            open(scene, CAM, CONNECT).ask(PUBLISH).close();
        }
        for (int i = 0; i < 10; i++) {
            open(scene, "192.168.1.21", CONNECT).ask(PUBLISH).close();
        }
        assertThat(scene.watch()).isEmpty();
    }

    @Test
    void clientsWithoutAnIdentifierAreNobodysClones() {
        var scene = new Scene();
        for (int i = 0; i < 5; i++) {
            open(scene, CAM, "\u0010\f\0\4MQTT\4\2\0<\0\0").ask(PUBLISH);
            open(scene, "192.168.1.21", "\u0010\f\0\4MQTT\4\2\0<\0\0").ask(PUBLISH);
        }
        assertThat(scene.watch()).isEmpty();
    }

    @Test
    void aHundredDevicesBehindOneAddressMayComeBackAtOnce() {
        var scene = new Scene();
        for (int i = 0; i < 100; i++) {
            open(scene, CAM, CONNECT_FOR_HOURS).ask(PUBLISH);
        }
        assertThat(scene.watch()).isEmpty();
    }

    @Test
    void sessionsThatAreHeldForHoursWithoutAWordAreFound() {
        var scene = new Scene();
        for (int i = 0; i < 60; i++) {
            open(scene, CAM, CONNECT_FOR_HOURS);
            scene.pass(2_000);
        }
        assertThat(only(scene).kind()).isEqualTo(Kind.MQTT_HELD);
    }

    @Test
    void sessionsThatNeverSendTheirConnectAreFound() {
        var scene = new Scene();
        for (int i = 0; i < 60; i++) {
            scene.connection(CAM, BROKER, 1883).open();
            scene.pass(2_000);
        }
        assertThat(only(scene).kind()).isEqualTo(Kind.MQTT_HELD);
    }

    @Test
    void sessionsThatEndedAreNotHeld() {
        var scene = new Scene();
        for (int i = 0; i < 80; i++) {
            open(scene, CAM, CONNECT_FOR_HOURS).ask("\u00e0\0").close();
            scene.pass(5_000);
        }
        assertThat(scene.watch()).isEmpty();
    }

    @Test
    void whoPublishesBeforeConnectAgainAndAgainIsFound() {
        var scene = new Scene();
        for (int i = 0; i < 3; i++) {
            scene.connection(CAM, BROKER, 1883).open().ask(PUBLISH).reset();
        }
        var broken = only(scene);
        assertThat(broken.kind()).isEqualTo(Kind.MQTT_BROKEN);
        assertThat(broken.observed()).contains("before CONNECT");
    }

    @Test
    void oneBrokenMessageIsABug() {
        var scene = new Scene();
        open(scene, CAM, CONNECT).ask("\0\0").close();
        open(scene, CAM, CONNECT).ask("\0\0").close();
        assertThat(scene.watch()).isEmpty();
    }

    @Test
    void whoListensToEverythingIsNoFindingByThat() {
        var scene = new Scene();
        open(scene, CAM, CONNECT).ask("\u0082\6\0\1\0\1#\0").close();
        assertThat(scene.watch()).isEmpty();
        for (int i = 0; i < 3; i++) {
            open(scene, CAM, CONNECT).ask("\0\0").close();
        }
        assertThat(only(scene).observed()).contains("subscribed to all");
    }

    @Test
    void forgedConnectsWithoutAHandshakeAreNoFinding() {
        var scene = new Scene();
        for (int i = 0; i < 300; i++) {
            scene.connection(ATTACKER, BROKER, 1883).syn().ask(CONNECT_FOR_HOURS);
        }
        assertThat(scene.watch()).noneMatch(f -> f.kind().word().startsWith("mqtt"));
    }

    private static Scene.Connection open(Scene scene, String client, String connect) {
        return scene.connection(client, BROKER, 1883).open().ask(connect).answer(CONNACK);
    }

    private static Finding only(Scene scene) {
        List<Finding> findings = scene.watch();
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }
}
