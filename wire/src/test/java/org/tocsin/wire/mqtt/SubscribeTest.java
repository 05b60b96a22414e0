package org.tocsin.wire.mqtt;

import static org.tocsin.wire.mqtt.MqttVersion.V3_1_1;
import static org.tocsin.wire.mqtt.MqttVersion.V5;

import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SubscribeTest {
    @Test
    void filtersAreReadAndWritten() {
        var both = List.of(Subscription.of("a/#", Qos.EXACTLY_ONCE), Subscription.of("+", Qos.AT_MOST_ONCE));
        Frames.same("820c00010003612f230200012b00", V3_1_1, new Subscribe(1, Properties.NONE, both));
    }

    @Test
    void optionsOfFiveAreReadAndWritten() {
        var id = Properties.of(new Property.Num(PropertyId.SUBSCRIPTION_IDENTIFIER, 300));
        var one = new Subscription("a", Qos.AT_LEAST_ONCE, true, true, 2);
        Frames.same("820a0001030bac020001612d", V5, new Subscribe(1, id, List.of(one)));
    }

    @ParameterizedTest
    @CsvSource({
        "8006000100016100, MALFORMED_PACKET",
        "82020001, MALFORMED_PACKET",
        "8206000000016100, MALFORMED_PACKET",
        "82050001000000, TOPIC_FILTER_INVALID",
        "820700010002232f00, TOPIC_FILTER_INVALID",
        "820700010002612b00, TOPIC_FILTER_INVALID",
        "8206000100016103, MALFORMED_PACKET",
        "8206000100016104, MALFORMED_PACKET",
        "820c000100072473686172652f00, TOPIC_FILTER_INVALID"
    })
    void aMalformedOneIsRefusedByName(String hex, ReasonCode reason) {
        Frames.refused(hex, V3_1_1, reason);
    }

    @Test
    void aThousandFiltersAreRefused() {
        var many = Collections.nCopies(1_000, Subscription.of("a", Qos.AT_MOST_ONCE));
        var bytes = MqttEncoder.encode(new Subscribe(1, Properties.NONE, many), V5);
        Frames.refused(HexFormat.of().formatHex(bytes), V5, ReasonCode.QUOTA_EXCEEDED);
    }
}
