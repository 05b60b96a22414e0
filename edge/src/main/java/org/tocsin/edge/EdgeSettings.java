package org.tocsin.edge;

/**
 * The section {@code edge} of the settings file.
 *
 * @param mqtt the relay before MQTT devices
 */
public record EdgeSettings(MqttSettings mqtt) {
    public static final EdgeSettings DEFAULT = new EdgeSettings(MqttSettings.DEFAULT);
}
