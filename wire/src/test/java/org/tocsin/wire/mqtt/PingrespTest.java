package org.tocsin.wire.mqtt;

import static org.tocsin.wire.mqtt.MqttVersion.V5;

import org.junit.jupiter.api.Test;

final class PingrespTest {
    @Test
    void itHasNoBody() {
        Frames.same("d000", V5, new Pingresp());
        Frames.refused("d00100", V5, ReasonCode.MALFORMED_PACKET);
        Frames.refused("d100", V5, ReasonCode.MALFORMED_PACKET);
    }
}
