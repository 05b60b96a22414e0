package org.tocsin.wire.mqtt;

import static org.tocsin.wire.mqtt.MqttVersion.V3_1_1;
import static org.tocsin.wire.mqtt.MqttVersion.V5;

import org.junit.jupiter.api.Test;

final class PubrelTest {
    @Test
    void theShortFormIsUsedWhereverItSaysAll() {
        Frames.same("62020102", V3_1_1, Pubrel.of(258));
        Frames.same("62020102", V5, Pubrel.of(258));
        Frames.same("6203000a92", V5, new Pubrel(10, ReasonCode.PACKET_IDENTIFIER_NOT_FOUND, Properties.NONE));
    }

    @Test
    void aReasonStringIsReadAndWritten() {
        var why = Properties.of(new Property.Text(PropertyId.REASON_STRING, "no"));
        Frames.same("6209000a92051f00026e6f", V5, new Pubrel(10, ReasonCode.PACKET_IDENTIFIER_NOT_FOUND, why));
    }

    @Test
    void aMalformedOneIsRefusedByName() {
        Frames.refused("62020000", V5, ReasonCode.MALFORMED_PACKET);
        Frames.refused("620100", V3_1_1, ReasonCode.MALFORMED_PACKET);
        Frames.refused("6203000a00", V3_1_1, ReasonCode.MALFORMED_PACKET);
        Frames.refused("6203000a8b", V5, ReasonCode.MALFORMED_PACKET);
        Frames.refused("6207000a9203210001", V5, ReasonCode.PROTOCOL_ERROR);
    }
}
