package org.tocsin.edge;

import org.tocsin.edge.live.LiveSettings;

/**
 * The section {@code edge} of the settings file.
 *
 * @param mqtt the relay before MQTT devices
 * @param tap live interfaces that are watched
 */
public record EdgeSettings(MqttSettings mqtt, LiveSettings tap) {
    public static final EdgeSettings DEFAULT = new EdgeSettings(MqttSettings.DEFAULT, LiveSettings.DEFAULT);
}
