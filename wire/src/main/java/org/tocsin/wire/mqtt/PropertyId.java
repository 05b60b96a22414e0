package org.tocsin.wire.mqtt;

import org.jspecify.annotations.Nullable;

/** The properties of MQTT 5, what they hold and where they may stand. Source: MQTT 5.0 section 2.2.2.2, table 2-4. */
public enum PropertyId {
    PAYLOAD_FORMAT_INDICATOR(0x01, Kind.FLAG, "WILL PUBLISH"),
    MESSAGE_EXPIRY_INTERVAL(0x02, Kind.U32, "WILL PUBLISH"),
    CONTENT_TYPE(0x03, Kind.TEXT, "WILL PUBLISH"),
    RESPONSE_TOPIC(0x08, Kind.TEXT, "WILL PUBLISH"),
    CORRELATION_DATA(0x09, Kind.BINARY, "WILL PUBLISH"),
    SUBSCRIPTION_IDENTIFIER(0x0b, Kind.VARIABLE, "PUBLISH SUBSCRIBE"),
    SESSION_EXPIRY_INTERVAL(0x11, Kind.U32, "CONNECT CONNACK DISCONNECT"),
    ASSIGNED_CLIENT_IDENTIFIER(0x12, Kind.TEXT, "CONNACK"),
    SERVER_KEEP_ALIVE(0x13, Kind.U16, "CONNACK"),
    AUTHENTICATION_METHOD(0x15, Kind.TEXT, "CONNECT CONNACK AUTH"),
    AUTHENTICATION_DATA(0x16, Kind.BINARY, "CONNECT CONNACK AUTH"),
    REQUEST_PROBLEM_INFORMATION(0x17, Kind.FLAG, "CONNECT"),
    WILL_DELAY_INTERVAL(0x18, Kind.U32, "WILL"),
    REQUEST_RESPONSE_INFORMATION(0x19, Kind.FLAG, "CONNECT"),
    RESPONSE_INFORMATION(0x1a, Kind.TEXT, "CONNACK"),
    SERVER_REFERENCE(0x1c, Kind.TEXT, "CONNACK DISCONNECT"),
    REASON_STRING(0x1f, Kind.TEXT, "CONNACK PUBACK PUBREC PUBREL PUBCOMP SUBACK UNSUBACK DISCONNECT AUTH"),
    RECEIVE_MAXIMUM(0x21, Kind.U16, "CONNECT CONNACK"),
    TOPIC_ALIAS_MAXIMUM(0x22, Kind.U16, "CONNECT CONNACK"),
    TOPIC_ALIAS(0x23, Kind.U16, "PUBLISH"),
    MAXIMUM_QOS(0x24, Kind.FLAG, "CONNACK"),
    RETAIN_AVAILABLE(0x25, Kind.FLAG, "CONNACK"),
    USER_PROPERTY(
            0x26,
            Kind.PAIR,
            "WILL CONNECT CONNACK PUBLISH PUBACK PUBREC PUBREL PUBCOMP SUBSCRIBE SUBACK UNSUBSCRIBE UNSUBACK"
                    + " DISCONNECT AUTH"),
    MAXIMUM_PACKET_SIZE(0x27, Kind.U32, "CONNECT CONNACK"),
    WILDCARD_SUBSCRIPTION_AVAILABLE(0x28, Kind.FLAG, "CONNACK"),
    SUBSCRIPTION_IDENTIFIER_AVAILABLE(0x29, Kind.FLAG, "CONNACK"),
    SHARED_SUBSCRIPTION_AVAILABLE(0x2a, Kind.FLAG, "CONNACK");

    /** How a value is written. */
    enum Kind {
        FLAG,
        U16,
        U32,
        VARIABLE,
        TEXT,
        BINARY,
        PAIR
    }

    /** The place of a will's properties, beside the packet types' codes. */
    static final int WILL = 0;

    private static final @Nullable PropertyId[] BY_CODE = new PropertyId[0x2b];

    static {
        for (var id : values()) {
            BY_CODE[id.code] = id;
        }
    }

    private final int code;
    private final Kind kind;
    private final int places;

    PropertyId(int code, Kind kind, String places) {
        this.code = code;
        this.kind = kind;
        int bits = 0;
        for (var place : places.split(" ", -1)) {
            bits |= 1
                    << (place.equals("WILL") ? WILL : PacketType.valueOf(place).code());
        }
        this.places = bits;
    }

    /** The identifier on the wire. */
    public int code() {
        return code;
    }

    Kind kind() {
        return kind;
    }

    /** Whether zero would mean nothing. Source: sections 3.1.2.11.3, 3.1.2.11.4, 3.3.2.3.4, 3.8.2.1.2. */
    boolean mayBeZero() {
        return switch (this) {
            case SUBSCRIPTION_IDENTIFIER, RECEIVE_MAXIMUM, TOPIC_ALIAS, MAXIMUM_PACKET_SIZE -> false;
            default -> true;
        };
    }

    /** Whether it may stand twice in a packet at that place: user properties, and in PUBLISH subscription identifiers. */
    boolean repeats(int place) {
        return this == USER_PROPERTY || (this == SUBSCRIPTION_IDENTIFIER && place == PacketType.PUBLISH.code());
    }

    static PropertyId read(int code, int place) {
        var id = code < BY_CODE.length ? BY_CODE[code] : null;
        if (id == null) {
            throw ReasonCode.MALFORMED_PACKET.refuse("property 0x%02x does not exist".formatted(code));
        }
        if ((id.places & (1 << place)) == 0) {
            throw ReasonCode.PROTOCOL_ERROR.refuse(id + " does not belong there");
        }
        return id;
    }
}
