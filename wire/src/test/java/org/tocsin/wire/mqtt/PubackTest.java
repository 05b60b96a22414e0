package org.tocsin.wire.mqtt;

import static org.tocsin.wire.mqtt.MqttVersion.V3_1_1;
import static org.tocsin.wire.mqtt.MqttVersion.V5;

import org.junit.jupiter.api.Test;

final class PubackTest {
    @Test
    void theShortFormIsUsedWhereverItSaysAll() {
        Frames.same("40020102", V3_1_1, Puback.of(258));
        Frames.same("40020102", V5, Puback.of(258));
        Frames.same("4003000a97", V5, new Puback(10, ReasonCode.QUOTA_EXCEEDED, Properties.NONE));
    }

    @Test
    void aReasonStringIsReadAndWritten() {
        var why = Properties.of(new Property.Text(PropertyId.REASON_STRING, "no"));
        Frames.same("4009000a97051f00026e6f", V5, new Puback(10, ReasonCode.QUOTA_EXCEEDED, why));
    }

    @Test
    void aMalformedOneIsRefusedByName() {
        Frames.refused("40020000", V5, ReasonCode.MALFORMED_PACKET);
        Frames.refused("400100", V3_1_1, ReasonCode.MALFORMED_PACKET);
        Frames.refused("4003000a00", V3_1_1, ReasonCode.MALFORMED_PACKET);
        Frames.refused("4003000a8b", V5, ReasonCode.MALFORMED_PACKET);
        Frames.refused("4007000a9703210001", V5, ReasonCode.PROTOCOL_ERROR);
    }
}
