/**
 * MQTT 3.1.1 and 5, byte for byte: strict and bounded, since every byte comes from a device that may be hostile.
 *
 * <p>One file a packet holds its record, its decoder and its encoder; {@link org.tocsin.wire.mqtt.MqttDecoder} and
 * {@link org.tocsin.wire.mqtt.MqttEncoder} choose among them. A refusal is a {@link org.tocsin.kernel.Rejection} whose
 * code is the name of an MQTT 5 reason code, {@link org.tocsin.wire.mqtt.ReasonCode#of}. Sources: OASIS MQTT 3.1.1 and 5.0.
 */
@NullMarked
package org.tocsin.wire.mqtt;

import org.jspecify.annotations.NullMarked;
