package org.tocsin.wire.mqtt;

import static org.tocsin.wire.mqtt.MqttVersion.V3_1_1;
import static org.tocsin.wire.mqtt.MqttVersion.V5;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SubackTest {
    @Test
    void reasonsAreReadAndWritten() {
        var mixed = List.of(ReasonCode.GRANTED_QOS_2, ReasonCode.UNSPECIFIED_ERROR);
        Frames.same("900400010280", V3_1_1, new Suback(1, Properties.NONE, mixed));
        Frames.same("900400010087", V5, new Suback(1, Properties.NONE, List.of(ReasonCode.NOT_AUTHORIZED)));
    }

    @Test
    void aMalformedOneIsRefusedByName() {
        Frames.refused("9003000103", V3_1_1, ReasonCode.MALFORMED_PACKET);
        Frames.refused("90020001", V3_1_1, ReasonCode.MALFORMED_PACKET);
        Frames.refused("900400010011", V5, ReasonCode.MALFORMED_PACKET);
    }
}
