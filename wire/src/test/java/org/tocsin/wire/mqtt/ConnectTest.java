package org.tocsin.wire.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.wire.mqtt.MqttVersion.V3_1_1;
import static org.tocsin.wire.mqtt.MqttVersion.V5;
import static org.tocsin.wire.mqtt.ReasonCode.PROTOCOL_ERROR;
import static org.tocsin.wire.mqtt.ReasonCode.QUOTA_EXCEEDED;

import java.util.Collections;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConnectTest {
    @Test
    void theShortestOneIsReadAndWritten() {
        Frames.same("100c00044d5154540402003c0000", V3_1_1, Connect.of(V3_1_1, "", true, 60));
    }

    @Test
    void willUserAndPasswordKeepTheirOrder() {
        var will = new Will("w", Frames.bytes("01"), Qos.AT_LEAST_ONCE, true, Properties.NONE);
        var connect = new Connect(V3_1_1, false, 10, Properties.NONE, "id", will, "u", Frames.bytes("7077"));
        Frames.same("101b00044d51545404ec000a0002696400017700010100017500027077", V3_1_1, connect);
        assertThat(connect.toString()).doesNotContain("7077");
    }

    @Test
    void propertiesOfConnectAndWillAreApart() {
        var will = new Will(
                "w",
                Frames.bytes(""),
                Qos.AT_MOST_ONCE,
                false,
                Properties.of(new Property.Num(PropertyId.WILL_DELAY_INTERVAL, 5)));
        var connect = Connect.of(V5, "a", true, 0)
                .withProperties(Properties.of(new Property.Num(PropertyId.SESSION_EXPIRY_INTERVAL, 20)))
                .withWill(will);
        Frames.same("101e00044d515454050600000511000000140001610518000000050001770000", V5, connect);
    }

    @ParameterizedTest
    @CsvSource({
        "100c00044d5154540302003c0000, UNSUPPORTED_PROTOCOL_VERSION",
        "101000064d51497364700302003c00026162, UNSUPPORTED_PROTOCOL_VERSION",
        "100c00044d5154540403003c0000, MALFORMED_PACKET",
        "100c00044d5154540408003c0000, MALFORMED_PACKET",
        "100c00044d5154540440003c0000, MALFORMED_PACKET",
        "100c00044d5154540400003c0000, CLIENT_IDENTIFIER_NOT_VALID",
        "100d00044d5154540402003c000000, MALFORMED_PACKET",
        "100b00044d5154540402003c00, MALFORMED_PACKET",
        "101100044d5154540406003c00000001230000, TOPIC_NAME_INVALID",
        "100f00044d5154540402003c0003edbfbf, MALFORMED_PACKET"
    })
    void aMalformedOneIsRefusedByName(String hex, ReasonCode reason) {
        Frames.refused(hex, V3_1_1, reason);
    }

    @Test
    void fiveThousandUserPropertiesAreRefusedAtThe33rd() {
        var many = new Properties(Collections.nCopies(5_000, new Property.Pair("a", "b")));
        var bytes = MqttEncoder.encode(Connect.of(V5, "a", true, 0).withProperties(many), V5);
        Frames.refused(HexFormat.of().formatHex(bytes), V5, QUOTA_EXCEEDED);
    }

    @Test
    void authenticationDataWithoutAMethodIsRefused() {
        Frames.refused("101100044d5154540502000004160001000000", V5, PROTOCOL_ERROR);
    }
}
