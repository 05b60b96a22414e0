package org.tocsin.wire.mqtt;

import static org.tocsin.wire.mqtt.MqttVersion.V3_1_1;
import static org.tocsin.wire.mqtt.MqttVersion.V5;

import org.junit.jupiter.api.Test;

final class PubrecTest {
    @Test
    void theShortFormIsUsedWhereverItSaysAll() {
        Frames.same("50020102", V3_1_1, Pubrec.of(258));
        Frames.same("50020102", V5, Pubrec.of(258));
        Frames.same("5003000a10", V5, new Pubrec(10, ReasonCode.NO_MATCHING_SUBSCRIBERS, Properties.NONE));
    }

    @Test
    void aReasonStringIsReadAndWritten() {
        var why = Properties.of(new Property.Text(PropertyId.REASON_STRING, "no"));
        Frames.same("5009000a10051f00026e6f", V5, new Pubrec(10, ReasonCode.NO_MATCHING_SUBSCRIBERS, why));
    }

    @Test
    void aMalformedOneIsRefusedByName() {
        Frames.refused("50020000", V5, ReasonCode.MALFORMED_PACKET);
        Frames.refused("500100", V3_1_1, ReasonCode.MALFORMED_PACKET);
        Frames.refused("5003000a00", V3_1_1, ReasonCode.MALFORMED_PACKET);
        Frames.refused("5003000a8b", V5, ReasonCode.MALFORMED_PACKET);
        Frames.refused("5007000a1003210001", V5, ReasonCode.PROTOCOL_ERROR);
    }
}
