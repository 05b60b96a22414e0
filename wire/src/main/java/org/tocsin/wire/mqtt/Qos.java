package org.tocsin.wire.mqtt;

/** How often a message arrives. */
public enum Qos {
    AT_MOST_ONCE(0),
    AT_LEAST_ONCE(1),
    EXACTLY_ONCE(2);

    private static final Qos[] VALUES = values();

    private final int level;

    Qos(int level) {
        this.level = level;
    }

    /** 0 to 2. */
    public int level() {
        return level;
    }

    static Qos of(int value) {
        if (value < 0 || value > 2) {
            throw ReasonCode.MALFORMED_PACKET.refuse("QoS " + value + " does not exist");
        }
        return VALUES[value];
    }

    /** The lower of two. */
    public Qos min(Qos other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
