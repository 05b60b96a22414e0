package org.tocsin.wire.mqtt;

/** The protocol levels that are spoken here. */
public enum MqttVersion {
    V3_1_1(4),
    V5(5);

    private final int level;

    MqttVersion(int level) {
        this.level = level;
    }

    /** The protocol level byte of CONNECT. */
    public int level() {
        return level;
    }

    static MqttVersion ofLevel(int level) {
        return switch (level) {
            case 4 -> V3_1_1;
            case 5 -> V5;
            default ->
                throw ReasonCode.UNSUPPORTED_PROTOCOL_VERSION.refuse("level " + level + ", 4 (3.1.1) and 5 are spoken");
        };
    }
}
