package org.tocsin.edge;

import org.tocsin.edge.live.LiveSettings;
import org.tocsin.edge.minipot.MinipotSettings;
import org.tocsin.edge.nft.KernelSettings;

/**
 * The section {@code edge} of the settings file.
 *
 * @param mqtt the relay before MQTT devices
 * @param tap live interfaces that are watched
 * @param kernel blocking in the kernel
 * @param minipot listeners that refuse every log-in and tell who tried
 */
public record EdgeSettings(MqttSettings mqtt, LiveSettings tap, KernelSettings kernel, MinipotSettings minipot) {
    public static final EdgeSettings DEFAULT = new EdgeSettings(
            MqttSettings.DEFAULT, LiveSettings.DEFAULT, KernelSettings.DEFAULT, MinipotSettings.DEFAULT);
}
