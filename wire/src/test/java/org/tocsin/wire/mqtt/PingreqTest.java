package org.tocsin.wire.mqtt;

import static org.tocsin.wire.mqtt.MqttVersion.V5;

import org.junit.jupiter.api.Test;

final class PingreqTest {
    @Test
    void itHasNoBody() {
        Frames.same("c000", V5, new Pingreq());
        Frames.refused("c00100", V5, ReasonCode.MALFORMED_PACKET);
        Frames.refused("c100", V5, ReasonCode.MALFORMED_PACKET);
    }
}
