package org.tocsin.wire.mqtt;

import static org.tocsin.wire.mqtt.MqttVersion.V3_1_1;
import static org.tocsin.wire.mqtt.MqttVersion.V5;

import org.junit.jupiter.api.Test;

final class DisconnectTest {
    @Test
    void theShortFormIsUsedWhereverItSaysAll() {
        Frames.same("e000", V3_1_1, Disconnect.of(ReasonCode.SUCCESS));
        Frames.same("e000", V5, Disconnect.of(ReasonCode.SUCCESS));
        Frames.same("e00187", V5, Disconnect.of(ReasonCode.NOT_AUTHORIZED));
    }

    @Test
    void aMalformedOneIsRefusedByName() {
        Frames.refused("e00100", V3_1_1, ReasonCode.MALFORMED_PACKET);
        Frames.refused("e00101", V5, ReasonCode.MALFORMED_PACKET);
        Frames.refused("e0020001", V5, ReasonCode.MALFORMED_PACKET);
    }
}
