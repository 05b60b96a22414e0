package org.tocsin.wire.mqtt;

import static org.tocsin.wire.mqtt.MqttVersion.V3_1_1;
import static org.tocsin.wire.mqtt.MqttVersion.V5;

import java.util.List;
import org.junit.jupiter.api.Test;

final class UnsubscribeTest {
    @Test
    void filtersAreReadAndWritten() {
        Frames.same("a2080001000161000123", V3_1_1, new Unsubscribe(1, Properties.NONE, List.of("a", "#")));
        Frames.same("a206000100000161", V5, new Unsubscribe(1, Properties.NONE, List.of("a")));
    }

    @Test
    void aMalformedOneIsRefusedByName() {
        Frames.refused("a2020001", V3_1_1, ReasonCode.MALFORMED_PACKET);
        Frames.refused("a20400010000", V3_1_1, ReasonCode.TOPIC_FILTER_INVALID);
        Frames.refused("a0050001000161", V3_1_1, ReasonCode.MALFORMED_PACKET);
    }
}
