package org.tocsin.wire.mqtt;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Rejection;

/**
 * What a packet answers. Source: MQTT 5.0 section 2.4.
 *
 * <p>A refusal of input carries the name of its reason as code, {@code mqtt.malformed-packet} for instance, so that what
 * is logged and what the peer is told are one and the same.
 */
public enum ReasonCode {
    SUCCESS(0x00, "CONNACK PUBACK PUBREC PUBREL PUBCOMP SUBACK UNSUBACK DISCONNECT AUTH"),
    GRANTED_QOS_1(0x01, "SUBACK"),
    GRANTED_QOS_2(0x02, "SUBACK"),
    DISCONNECT_WITH_WILL(0x04, "DISCONNECT"),
    NO_MATCHING_SUBSCRIBERS(0x10, "PUBACK PUBREC"),
    NO_SUBSCRIPTION_EXISTED(0x11, "UNSUBACK"),
    CONTINUE_AUTHENTICATION(0x18, "AUTH"),
    REAUTHENTICATE(0x19, "AUTH"),
    UNSPECIFIED_ERROR(0x80, "CONNACK PUBACK PUBREC SUBACK UNSUBACK DISCONNECT"),
    MALFORMED_PACKET(0x81, "CONNACK DISCONNECT"),
    PROTOCOL_ERROR(0x82, "CONNACK DISCONNECT"),
    IMPLEMENTATION_SPECIFIC_ERROR(0x83, "CONNACK PUBACK PUBREC SUBACK UNSUBACK DISCONNECT"),
    UNSUPPORTED_PROTOCOL_VERSION(0x84, "CONNACK"),
    CLIENT_IDENTIFIER_NOT_VALID(0x85, "CONNACK"),
    BAD_USER_NAME_OR_PASSWORD(0x86, "CONNACK"),
    NOT_AUTHORIZED(0x87, "CONNACK PUBACK PUBREC SUBACK UNSUBACK DISCONNECT"),
    SERVER_UNAVAILABLE(0x88, "CONNACK"),
    SERVER_BUSY(0x89, "CONNACK DISCONNECT"),
    BANNED(0x8a, "CONNACK"),
    SERVER_SHUTTING_DOWN(0x8b, "DISCONNECT"),
    BAD_AUTHENTICATION_METHOD(0x8c, "CONNACK DISCONNECT"),
    KEEP_ALIVE_TIMEOUT(0x8d, "DISCONNECT"),
    SESSION_TAKEN_OVER(0x8e, "DISCONNECT"),
    TOPIC_FILTER_INVALID(0x8f, "SUBACK UNSUBACK DISCONNECT"),
    TOPIC_NAME_INVALID(0x90, "CONNACK PUBACK PUBREC DISCONNECT"),
    PACKET_IDENTIFIER_IN_USE(0x91, "PUBACK PUBREC SUBACK UNSUBACK"),
    PACKET_IDENTIFIER_NOT_FOUND(0x92, "PUBREL PUBCOMP"),
    RECEIVE_MAXIMUM_EXCEEDED(0x93, "DISCONNECT"),
    TOPIC_ALIAS_INVALID(0x94, "DISCONNECT"),
    PACKET_TOO_LARGE(0x95, "CONNACK DISCONNECT"),
    MESSAGE_RATE_TOO_HIGH(0x96, "DISCONNECT"),
    QUOTA_EXCEEDED(0x97, "CONNACK PUBACK PUBREC SUBACK DISCONNECT"),
    ADMINISTRATIVE_ACTION(0x98, "DISCONNECT"),
    PAYLOAD_FORMAT_INVALID(0x99, "CONNACK PUBACK PUBREC DISCONNECT"),
    RETAIN_NOT_SUPPORTED(0x9a, "CONNACK DISCONNECT"),
    QOS_NOT_SUPPORTED(0x9b, "CONNACK DISCONNECT"),
    USE_ANOTHER_SERVER(0x9c, "CONNACK DISCONNECT"),
    SERVER_MOVED(0x9d, "CONNACK DISCONNECT"),
    SHARED_SUBSCRIPTIONS_NOT_SUPPORTED(0x9e, "SUBACK DISCONNECT"),
    CONNECTION_RATE_EXCEEDED(0x9f, "CONNACK DISCONNECT"),
    MAXIMUM_CONNECT_TIME(0xa0, "DISCONNECT"),
    SUBSCRIPTION_IDENTIFIERS_NOT_SUPPORTED(0xa1, "SUBACK DISCONNECT"),
    WILDCARD_SUBSCRIPTIONS_NOT_SUPPORTED(0xa2, "SUBACK DISCONNECT");

    private static final @Nullable ReasonCode[] BY_CODE = new ReasonCode[256];
    private static final Map<String, ReasonCode> BY_REJECTION = new HashMap<>();

    static {
        for (var reason : values()) {
            BY_CODE[reason.code] = reason;
            BY_REJECTION.put(reason.rejection, reason);
        }
    }

    private final int code;
    private final int packets;
    private final String rejection;

    ReasonCode(int code, String packets) {
        this.code = code;
        int bits = 0;
        for (var packet : packets.split(" ", -1)) {
            bits |= 1 << PacketType.valueOf(packet).code();
        }
        this.packets = bits;
        this.rejection = "mqtt." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The byte on the wire. */
    public int code() {
        return code;
    }

    /** Whether it says that something failed. */
    public boolean isError() {
        return code >= 0x80;
    }

    /** Whether that packet may carry it. */
    public boolean fits(PacketType type) {
        return (packets & (1 << type.code())) != 0;
    }

    /** The rejection that names this reason. */
    public Rejection refuse(String detail) {
        return new Rejection(rejection, detail);
    }

    /** The reason that a rejection names; a foreign rejection is an unspecified error. */
    public static ReasonCode of(Rejection why) {
        return BY_REJECTION.getOrDefault(why.code(), UNSPECIFIED_ERROR);
    }

    /** The reason with that byte, as far as that packet may carry it. */
    static ReasonCode read(int code, PacketType type) {
        var reason = BY_CODE[code];
        if (reason == null || !reason.fits(type)) {
            throw MALFORMED_PACKET.refuse("0x%02x is no reason code of %s".formatted(code, type));
        }
        return reason;
    }
}
