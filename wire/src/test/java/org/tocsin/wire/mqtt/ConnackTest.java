package org.tocsin.wire.mqtt;

import static org.tocsin.wire.mqtt.MqttVersion.V3_1_1;
import static org.tocsin.wire.mqtt.MqttVersion.V5;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConnackTest {
    @Test
    void returnCodesOfOldAreTheReasonsOfToday() {
        Frames.same("20020100", V3_1_1, new Connack(true, ReasonCode.SUCCESS, Properties.NONE));
        Frames.same("20020005", V3_1_1, Connack.of(ReasonCode.NOT_AUTHORIZED));
    }

    @Test
    void propertiesAreReadAndWritten() {
        var limits = Properties.of(
                new Property.Num(PropertyId.MAXIMUM_QOS, 0),
                new Property.Num(PropertyId.SHARED_SUBSCRIPTION_AVAILABLE, 0));
        Frames.same("200700000424002a00", V5, new Connack(false, ReasonCode.SUCCESS, limits));
    }

    @ParameterizedTest
    @CsvSource({
        "20020200, PROTOCOL_ERROR",
        "20020006, MALFORMED_PACKET",
        "20020101, PROTOCOL_ERROR",
        "200100, MALFORMED_PACKET"
    })
    void aMalformedOneIsRefusedByName(String hex, ReasonCode reason) {
        Frames.refused(hex, V3_1_1, reason);
    }

    @Test
    void aReasonOfAnotherPacketIsRefused() {
        Frames.refused("2003008d00", V5, ReasonCode.MALFORMED_PACKET);
    }
}
