package org.tocsin.lab.broker;

import org.tocsin.wire.mqtt.MqttLimits;

/**
 * What the lab broker holds at most.
 *
 * @param packets bounds of one packet
 * @param sessions sessions, connected or not
 * @param subscriptions subscriptions of one session
 * @param retained retained messages
 * @param waiting messages that wait for one session
 * @param window messages on their way to one client without an answer
 * @param aliases topic aliases of one client
 */
public record BrokerLimits(
        MqttLimits packets, int sessions, int subscriptions, int retained, int waiting, int window, int aliases) {
    public static final BrokerLimits DEFAULT =
            new BrokerLimits(MqttLimits.DEFAULT, 20_000, 256, 10_000, 10_000, 256, 16);
}
