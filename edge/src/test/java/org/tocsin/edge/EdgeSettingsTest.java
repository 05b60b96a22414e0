package org.tocsin.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tocsin.edge.live.LiveSettings;
import org.tocsin.wire.mqtt.MqttLimits;

final class EdgeSettingsTest {
    @Test
    void defaultsOfTheMqttRelay() {
        assertThat(EdgeSettings.DEFAULT.mqtt())
                .isEqualTo(new MqttSettings(
                        "",
                        8883,
                        "",
                        "",
                        "",
                        new UpstreamSettings("127.0.0.1", 1883, false, ""),
                        new DeadlineSettings(
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(30),
                                Duration.ofMinutes(30)),
                        new QuotaSettings(20_000, 1_000, 600, 400, 1_000, 1_024, 262_144, 64, 32)));
        assertThat(EdgeSettings.DEFAULT.mqtt().enabled()).isFalse();
        assertThat(EdgeSettings.DEFAULT.mqtt().limits()).isEqualTo(MqttLimits.DEFAULT);
    }

    @Test
    void noInterfaceIsWatchedUnlessItIsNamed() {
        assertThat(EdgeSettings.DEFAULT.kernel().enforce()).isFalse();
        assertThat(EdgeSettings.DEFAULT.tap()).isEqualTo(new LiveSettings(List.of(), false, 32, false));
        assertThatThrownBy(() -> new LiveSettings(List.of("eth1"), false, 0, false))
                .hasMessageStartingWith("live.ring");
    }

    @Test
    void settingsThatLetNobodyInAreRefusedByName() {
        assertThatThrownBy(() -> new QuotaSettings(0, 1, 1, 1, 1, 1, 1_000, 1, 1))
                .hasMessageStartingWith("edge.quota");
        assertThatThrownBy(() -> new UpstreamSettings("", 1, false, "")).hasMessageStartingWith("edge.upstream");
        var second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new DeadlineSettings(second, second, second, second, Duration.ZERO))
                .hasMessageStartingWith("edge.deadline");
    }
}
