package org.tocsin.wire.mqtt;

import static org.tocsin.wire.mqtt.MqttVersion.V3_1_1;
import static org.tocsin.wire.mqtt.MqttVersion.V5;

import java.util.List;
import org.junit.jupiter.api.Test;

final class UnsubackTest {
    @Test
    void reasonsAreReadAndWritten() {
        Frames.same("b0020001", V3_1_1, new Unsuback(1, Properties.NONE, List.of()));
        var both = List.of(ReasonCode.SUCCESS, ReasonCode.NO_SUBSCRIPTION_EXISTED);
        Frames.same("b0050001000011", V5, new Unsuback(1, Properties.NONE, both));
    }

    @Test
    void aMalformedOneIsRefusedByName() {
        Frames.refused("b003000100", V3_1_1, ReasonCode.MALFORMED_PACKET);
        Frames.refused("b003000100", V5, ReasonCode.MALFORMED_PACKET);
        Frames.refused("b00400010001", V5, ReasonCode.MALFORMED_PACKET);
    }
}
