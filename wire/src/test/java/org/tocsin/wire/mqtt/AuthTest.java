package org.tocsin.wire.mqtt;

import static org.tocsin.wire.mqtt.MqttVersion.V3_1_1;
import static org.tocsin.wire.mqtt.MqttVersion.V5;

import org.junit.jupiter.api.Test;

final class AuthTest {
    @Test
    void methodAndDataAreReadAndWritten() {
        var step = Properties.of(
                new Property.Text(PropertyId.AUTHENTICATION_METHOD, "m"),
                new Property.Binary(PropertyId.AUTHENTICATION_DATA, Frames.bytes("ff")));
        Frames.same("f00a18081500016d160001ff", V5, new Auth(ReasonCode.CONTINUE_AUTHENTICATION, step));
    }

    @Test
    void itDoesNotExistBeforeFive() {
        Frames.refused("f000", V3_1_1, ReasonCode.MALFORMED_PACKET);
    }
}
