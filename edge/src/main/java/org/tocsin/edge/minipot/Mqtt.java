package org.tocsin.edge.minipot;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.tocsin.kernel.Rejection;
import org.tocsin.wire.mqtt.Connack;
import org.tocsin.wire.mqtt.Connect;
import org.tocsin.wire.mqtt.MqttEncoder;
import org.tocsin.wire.mqtt.MqttLimits;
import org.tocsin.wire.mqtt.MqttPacket;
import org.tocsin.wire.mqtt.MqttStream;
import org.tocsin.wire.mqtt.MqttVersion;
import org.tocsin.wire.mqtt.ReasonCode;

/**
 * A broker that authorises nobody: one CONNECT, one CONNACK. Devices and gateways log in by themselves with the pair that their maker
 * ships, and some of them at an address that is not their broker's any more: one pair, listed or not, says nothing here. Source: MQTT
 * 3.1.1 and 5.0, sections 3.1 and 3.2.
 */
final class Mqtt implements Dialogue {
    static final int MOST_PACKET = 4_096;
    private static final int CONNECT = 0x10;

    private final Visit visit;
    private final MqttStream stream = new MqttStream(MqttVersion.V5, new MqttLimits(MOST_PACKET, 16, 1, 32));
    private boolean begun;

    Mqtt(Visit visit) {
        this.visit = visit;
    }

    @Override
    public void greet() {}

    @Override
    public void hear(byte[] bytes, int at, int size) {
        if (!begun && size > 0 && (bytes[at] & 0xff) != CONNECT) {
            visit.end(); // a browser, a scanner, TLS
            return;
        }
        begun |= size > 0;
        try {
            stream.feed(ByteBuffer.wrap(bytes, at, size));
            var packet = stream.next();
            if (packet != null) {
                first(packet);
            }
        } catch (Rejection refused) {
            refuse(ReasonCode.of(refused), MqttVersion.V3_1_1);
        }
    }

    private void first(MqttPacket packet) {
        if (packet instanceof Connect connect) {
            // The client id itself is a serial number or a name somebody gave; who it is, is not ours to keep.
            visit.software("an MQTT " + version(connect.version()) + " client, "
                    + (connect.clientId().isEmpty() ? "without an id" : "with an id"));
            login(connect);
            refuse(ReasonCode.NOT_AUTHORIZED, connect.version());
        } else {
            visit.end();
        }
    }

    /** A CONNECT without credentials asks whether they are needed, as scanners and many devices do. */
    private void login(Connect connect) {
        var user = connect.userName();
        var secret = connect.password();
        if (user != null || secret != null) {
            visit.login(
                    user == null ? "" : user,
                    secret == null ? "" : new String(secret.shared(), StandardCharsets.ISO_8859_1),
                    Visit.Weight.SEVERAL);
        }
    }

    private static String version(MqttVersion version) {
        return switch (version) {
            case V3_1_1 -> "3.1.1";
            case V5 -> "5";
        };
    }

    private void refuse(ReasonCode why, MqttVersion version) {
        visit.say(MqttEncoder.encode(Connack.of(why), version));
        visit.end();
    }
}
