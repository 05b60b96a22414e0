package org.tocsin.edge;

import org.tocsin.kernel.Address;
import org.tocsin.wire.mqtt.MqttVersion;

/** What the edge did. Times are {@link org.tocsin.kernel.Clock#nanos}: only differences mean anything. */
public sealed interface EdgeEvent {
    /** A device and its MQTT session; the broker has said yes. */
    record Session(long number, Address address, DeviceIdentity device, String clientId, MqttVersion version) {}

    /**
     * A session began.
     *
     * @param acceptedNanos when the connection came
     * @param atNanos when the broker's answer was passed on
     */
    record Opened(Session session, long acceptedNanos, long atNanos) implements EdgeEvent {}

    /**
     * A session ended.
     *
     * @param detail the ground's id of a block, the rejection of a protocol fault; else empty
     * @param orderedNanos when that was decided
     * @param cutNanos from when on nothing of it was passed on any more
     * @param atNanos when the device's connection was closed
     */
    record Closed(Session session, Ending why, String detail, long orderedNanos, long cutNanos, long atNanos)
            implements EdgeEvent {}

    /**
     * A connection was turned away before it was a session.
     *
     * @param detail the ground's id of a block, the rejection of a protocol fault; else empty
     * @param acceptedNanos when it came
     * @param atNanos when it was closed
     */
    record Refused(Address address, Refusal why, String detail, long acceptedNanos, long atNanos)
            implements EdgeEvent {}
}
