package org.tocsin.wire.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MqttLimitsTest {
    @Test
    void defaultsOfTheMqttLimits() {
        assertThat(MqttLimits.DEFAULT).isEqualTo(new MqttLimits(262_144, 32, 64, 32));
    }
}
