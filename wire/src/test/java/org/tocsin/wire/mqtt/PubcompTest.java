package org.tocsin.wire.mqtt;

import static org.tocsin.wire.mqtt.MqttVersion.V3_1_1;
import static org.tocsin.wire.mqtt.MqttVersion.V5;

import org.junit.jupiter.api.Test;

final class PubcompTest {
    @Test
    void theShortFormIsUsedWhereverItSaysAll() {
        Frames.same("70020102", V3_1_1, Pubcomp.of(258));
        Frames.same("70020102", V5, Pubcomp.of(258));
        Frames.same("7003000a92", V5, new Pubcomp(10, ReasonCode.PACKET_IDENTIFIER_NOT_FOUND, Properties.NONE));
    }

    @Test
    void aReasonStringIsReadAndWritten() {
        var why = Properties.of(new Property.Text(PropertyId.REASON_STRING, "no"));
        Frames.same("7009000a92051f00026e6f", V5, new Pubcomp(10, ReasonCode.PACKET_IDENTIFIER_NOT_FOUND, why));
    }

    @Test
    void aMalformedOneIsRefusedByName() {
        Frames.refused("70020000", V5, ReasonCode.MALFORMED_PACKET);
        Frames.refused("700100", V3_1_1, ReasonCode.MALFORMED_PACKET);
        Frames.refused("7003000a00", V3_1_1, ReasonCode.MALFORMED_PACKET);
        Frames.refused("7003000a8b", V5, ReasonCode.MALFORMED_PACKET);
        Frames.refused("7007000a9203210001", V5, ReasonCode.PROTOCOL_ERROR);
    }
}
